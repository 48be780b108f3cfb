import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { texWords } from "./tex-words.ts";

const MATHML = "http://www.w3.org/1998/Math/MathML";
// What presentation MathML needs, and nothing that can link, load or run.
const ELEMENTS: ReadonlySet<string> = new Set(
  "math mrow mi mn mo mtext ms mspace msup msub msubsup munder mover munderover mfrac msqrt mroot mtable mtr mtd mstyle mpadded mphantom menclose merror mmultiscripts mprescripts none".split(
    " ",
  ),
);
const ATTRIBUTES: ReadonlySet<string> = new Set(
  "display displaystyle scriptlevel mathvariant stretchy fence separator form lspace rspace minsize maxsize largeop movablelimits symmetric accent accentunder linethickness width height depth voffset columnalign rowspacing columnspacing rowspan columnspan notation".split(
    " ",
  ),
);

type Typesetter = typeof import("temml").default;
/** Once it has come, formulas are typeset before they are painted: nothing flashes, nothing moves. */
let typesetter: Typesetter | null = null;

/** A formula. It reads as plain text until the typesetter has come, and stays so if it never does. */
export function Maths({ tex, display }: { tex: string; display: boolean }): JSX.Element {
  const place = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    let stale = false;
    const typeset = (by: Typesetter) => {
      const formula = formulaOf(by, tex, display);
      if (!stale && formula) place.current?.replaceChildren(formula);
    };
    if (typesetter) typeset(typesetter);
    else
      import("temml").then(
        (module) => {
          typesetter = module.default;
          typeset(typesetter);
        },
        // Offline: the words are readable enough.
        () => undefined,
      );
    return () => {
      stale = true;
    };
  }, [tex, display]);
  return (
    <span ref={place} class={display ? "maths display" : "maths"} dir="ltr" translate={false}>
      {texWords(tex)}
    </span>
  );
}

function formulaOf(by: Typesetter, tex: string, display: boolean): Node | null {
  const workbench = document.createElement("span");
  by.render(tex, workbench, { displayMode: display, throwOnError: false, trust: false, maxExpand: 200, maxSize: [20, 200] });
  const formula = workbench.querySelector("math");
  return formula && allowed(formula);
}

/** A copy with only the elements and attributes on the lists; of anything else its text stays. */
function allowed(element: Element): Node {
  const known = element.namespaceURI === MATHML && ELEMENTS.has(element.localName);
  const copy = document.createElementNS(MATHML, known ? element.localName : "mtext");
  for (const { name, value } of element.attributes) if (known && ATTRIBUTES.has(name)) copy.setAttribute(name, value);
  for (const child of element.childNodes) {
    if (child instanceof Element) copy.append(allowed(child));
    else if (child.nodeType === Node.TEXT_NODE) copy.append(child.textContent ?? "");
  }
  return copy;
}
