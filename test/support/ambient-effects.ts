/** Names that reach for the world: time, chance, the network, the process. */
const GLOBALS: ReadonlySet<string> = new Set([
  ...["fetch", "crypto", "console", "performance", "process", "caches", "WebSocket", "EventSource", "XMLHttpRequest"],
  ...["setTimeout", "setInterval", "setImmediate", "queueMicrotask", "eval", "Function"],
]);
const MEMBERS: ReadonlySet<string> = new Set(["Date.now", "Math.random"]);

/** Walks a syntax tree (ESTree) and names every use of the clock, chance, network, console or process by its global name. */
export function findAmbientEffects(program: unknown): string[] {
  const found: string[] = [];
  visit(program, null, "", (node, parent, key) => {
    if (node["type"] === "NewExpression" || node["type"] === "CallExpression") {
      const noTime = Array.isArray(node["arguments"]) && node["arguments"].length === 0;
      if (nameOf(node["callee"]) === "Date" && (noTime || node["type"] === "CallExpression")) found.push("the current Date()");
    }
    if (node["type"] === "MemberExpression" && MEMBERS.has(memberName(node))) found.push(memberName(node));
    if (node["type"] === "MemberExpression" && nameOf(node["object"]) === "globalThis") found.push("globalThis");
    const name = nameOf(node);
    if (name !== null && GLOBALS.has(name) && !isLabel(parent, key) && !isHash(name, parent)) found.push(name);
  });
  return [...new Set(found)];
}

type Node = Readonly<Record<string, unknown>>;

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

function visit(value: unknown, parent: Node | null, key: string, see: (node: Node, parent: Node | null, key: string) => void): void {
  if (Array.isArray(value)) for (const item of value) visit(item, parent, key, see);
  else if (isNode(value)) {
    // Types have no effect, whatever they are called.
    if (String(value["type"]).startsWith("TS") && !EXPRESSIONS.has(String(value["type"]))) return;
    see(value, parent, key);
    for (const [name, child] of Object.entries(value)) visit(child, value, name, see);
  }
}

/** TypeScript's wrappers around real expressions. */
const EXPRESSIONS: ReadonlySet<string> = new Set([
  "TSAsExpression",
  "TSSatisfiesExpression",
  "TSNonNullExpression",
  "TSTypeAssertion",
  "TSInstantiationExpression",
]);

/** Whether an identifier only names a property, a parameter's label or the like: `deps.fetch`, `{ fetch: … }`, `fetch(): void`. */
function isLabel(parent: Node | null, key: string): boolean {
  if (!parent) return false;
  if (parent["type"] === "MemberExpression") return key === "property" && parent["computed"] === false;
  // `{ fetch }` is both a label and a use; the use is seen as its value.
  return key === "key" && parent["computed"] !== true;
}

/** `crypto.subtle` only computes; what it is used for here, a hash, is the same for the same bytes. */
function isHash(name: string, parent: Node | null): boolean {
  return name === "crypto" && parent?.["type"] === "MemberExpression" && nameOf(parent["property"]) === "subtle";
}

function nameOf(value: unknown): string | null {
  return isNode(value) && value["type"] === "Identifier" && typeof value["name"] === "string" ? value["name"] : null;
}

function memberName(node: Node): string {
  return `${nameOf(node["object"])}.${nameOf(node["property"])}`;
}
