import { elementsOf, type HtmlElement, type HtmlNode, textOf } from "./html-tree.ts";

/** Parts of a page that are around its text, by tag or role. */
const AROUND_TAGS: ReadonlySet<string> = new Set(["nav", "footer", "dialog", "menu", "form"]);
const AROUND_ROLES: ReadonlySet<string> = new Set(
  "navigation banner contentinfo search complementary menu menubar toolbar dialog alert".split(" "),
);
/** … and by the names that people give them, if they then hold little more than links. */
const AROUND_NAMES =
  /(?:^|[\s_-])(?:nav|navbar|navigation|navbox|menu|side-?bar|breadcrumbs?|footer|cookies?|advert(?:isement)?|ads?|social|share|sharing|skip|related|pager|pagination|toc|toolbar|masthead|banner|newsletter|subscribe|promo|editsection|catlinks|noprint|headerlink|permalink)(?:$|[\s_-])/i;
/** A part so named with more text than this that is no link is text after all. */
const LITTLE_TEXT = 300;
/** A part that is mostly links, and many, leads elsewhere. */
const MOSTLY_LINKS = 0.6;
const MANY_LINKS = 5;
const LINK_LISTS: ReadonlySet<string> = new Set(["ul", "ol", "div", "section", "aside", "header", "table", "p"]);
/** Of all text of the page that is no link, what calls itself the main part must have this share, or the page is not to be believed. */
const MAIN_SHARE = 0.5;

interface Weight {
  readonly chars: number;
  readonly linked: number;
  readonly links: number;
}

/** The part of a page that is its text: its main part where it names one, without menus, footers, notices and lists of links. */
export function pageText(root: HtmlElement): HtmlElement {
  const weights = weigh(root);
  const main = findMain(root, weights);
  return prune(main ?? root, weights, main !== null);
}

/** The title a page gives itself; null when it gives none. */
export function pageTitle(root: HtmlElement): string | null {
  for (const element of elementsOf(root)) {
    if (element.tag !== "title") continue;
    const title = textOf(element).replace(/\s+/g, " ").trim();
    return title === "" ? null : title;
  }
  return null;
}

type Weights = ReadonlyMap<HtmlElement, Weight>;

function weigh(root: HtmlElement): Weights {
  const weights = new Map<HtmlElement, Weight>();
  const visit = (element: HtmlElement, isLink: boolean): Weight => {
    let [chars, linked, links] = [0, 0, 0];
    for (const child of element.children) {
      if (typeof child === "string") {
        const length = child.trim().length;
        chars += length;
        linked += isLink ? length : 0;
        continue;
      }
      const isAnchor = child.tag === "a" && child.attributes["href"] !== undefined;
      const below = visit(child, isLink || isAnchor);
      chars += below.chars;
      linked += below.linked;
      links += below.links + (isAnchor ? 1 : 0);
    }
    const weight = { chars, linked, links };
    weights.set(element, weight);
    return weight;
  };
  visit(root, false);
  return weights;
}

function findMain(root: HtmlElement, weights: Weights): HtmlElement | null {
  const plain = (element: HtmlElement) => (weights.get(element)?.chars ?? 0) - (weights.get(element)?.linked ?? 0);
  const all = [...elementsOf(root)];
  const named = all.filter(({ tag, attributes }) => tag === "main" || attributes["role"] === "main");
  const articles = all.filter(({ tag }) => tag === "article");
  const candidates = named.length > 0 ? named : articles.length === 1 ? articles : [];
  const best = candidates.reduce<HtmlElement | null>((most, one) => (most && plain(most) >= plain(one) ? most : one), null);
  return best && plain(best) >= MAIN_SHARE * plain(root) ? best : null;
}

function prune(element: HtmlElement, weights: Weights, inMain: boolean): HtmlElement {
  const children = element.children.flatMap((child): HtmlNode[] => {
    if (typeof child === "string") return [child];
    return isAround(child, weights, inMain) ? [] : [prune(child, weights, inMain || child.tag === "article")];
  });
  return { ...element, children };
}

function isAround(element: HtmlElement, weights: Weights, inMain: boolean): boolean {
  const { tag, attributes } = element;
  const { chars, linked, links } = weights.get(element) ?? { chars: 0, linked: 0, links: 0 };
  const plain = chars - linked;
  if (tag === "title" || isHidden(attributes)) return true;
  if (AROUND_ROLES.has(attributes["role"] ?? "")) return true;
  if (AROUND_TAGS.has(tag) && (tag !== "form" || plain < LITTLE_TEXT)) return true;
  if (tag === "aside" && !inMain) return true;
  if (tag === "header" && !inMain && !hasHeading(element)) return true;
  if (
    AROUND_NAMES.test(`${attributes["class"] ?? ""} ${attributes["id"] ?? ""}`) &&
    tag !== "body" &&
    tag !== "html" &&
    plain < LITTLE_TEXT
  )
    return true;
  return LINK_LISTS.has(tag) && links >= MANY_LINKS && linked > MOSTLY_LINKS * chars && !inMain;
}

function isHidden(attributes: HtmlElement["attributes"]): boolean {
  return (
    attributes["hidden"] !== undefined ||
    attributes["aria-hidden"] === "true" ||
    /display\s*:\s*none|visibility\s*:\s*hidden/i.test(attributes["style"] ?? "")
  );
}

function hasHeading(element: HtmlElement): boolean {
  for (const { tag } of elementsOf(element)) if (/^h[1-3]$/.test(tag)) return true;
  return false;
}
