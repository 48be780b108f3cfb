import { type ESTree, parseSync } from "vite";
import { ScriptError } from "./command.ts";
import { ADDED, EXPORTS, NEVER_CALLED, NEVER_CALLED_METHODS, QUIET_METHODS, STAND_INS } from "./pdf-core-cuts.ts";

interface Cut {
  /** Whose text this is: a name of the module, or `Class.method`. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const LEFT_OUT = "{ return leftOut(); }";
const DECLARATIONS = new Map(Object.entries(STAND_INS));
const BODIES = new Map([
  ...Object.entries(NEVER_CALLED_METHODS).flatMap(([owner, names]) =>
    names.map((name): [string, string] => [`${owner}.${name}`, LEFT_OUT]),
  ),
  ...Object.entries(QUIET_METHODS).flatMap(([owner, bodies]) =>
    Object.entries(bodies).map(([name, body]): [string, string] => [`${owner}.${name}`, `{ ${body} }`]),
  ),
]);

/** The text of `pdf.worker.mjs` without what a reader does not need. Throws when it is not the module that the cuts were made for. */
export function cutPdfJs(text: string): string {
  const { program, errors } = parseSync("pdf.worker.mjs", text);
  if (errors.length > 0) throw new ScriptError(`PDF.js cannot be parsed: ${errors[0]?.message}`);
  const cuts = program.body.flatMap(cutsOf);
  const found = new Set(cuts.map(({ name }) => name));
  const missing = [...NEVER_CALLED, ...DECLARATIONS.keys(), ...BODIES.keys()].filter((name) => !found.has(name));
  if (missing.length > 0)
    throw new ScriptError(`This version of PDF.js has no ${missing.join(", ")}; look at scripts/lib/pdf-core-cuts.ts.`);
  const shortened = cuts
    .sort((a, b) => b.start - a.start)
    .reduce((rest, cut) => rest.slice(0, cut.start) + cut.text + rest.slice(cut.end), text);
  return [
    shortened,
    'function leftOut() { throw new Error("left out of the reader of PDFs"); }',
    ADDED,
    `export { ${EXPORTS.join(", ")} };`,
  ].join("\n");
}

function cutsOf(statement: ESTree.Statement | ESTree.Directive): Cut[] {
  const { start, end } = statement;
  switch (statement.type) {
    case "ExportNamedDeclaration":
      return [{ name: "export", start, end, text: "" }];
    case "VariableDeclaration":
      return statement.declarations.flatMap(({ id, start, end }) => {
        const text = id.type === "Identifier" ? DECLARATIONS.get(id.name) : undefined;
        return id.type === "Identifier" && text !== undefined ? [{ name: id.name, start, end, text }] : [];
      });
    case "FunctionDeclaration": {
      const name = statement.id?.name ?? "";
      return NEVER_CALLED.includes(name) ? [{ name, start, end, text: `function ${name}() ${LEFT_OUT}` }] : [];
    }
    case "ClassDeclaration": {
      const name = statement.id?.name ?? "";
      const text = NEVER_CALLED.includes(name) ? `class ${name} { constructor() ${LEFT_OUT} }` : DECLARATIONS.get(name);
      return text === undefined ? statement.body.body.flatMap((element) => methodCut(name, element)) : [{ name, start, end, text }];
    }
    default:
      return [];
  }
}

function methodCut(owner: string, element: ESTree.ClassElement): Cut[] {
  if (element.type !== "MethodDefinition" || !element.value.body) return [];
  const { key, value } = element;
  const name = `${owner}.${key.type === "PrivateIdentifier" ? `#${key.name}` : key.type === "Identifier" ? key.name : ""}`;
  const text = BODIES.get(name);
  return text === undefined || !value.body ? [] : [{ name, start: value.body.start, end: value.body.end, text }];
}
