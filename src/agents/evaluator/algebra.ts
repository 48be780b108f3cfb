import jsep from "jsep";
import { remember } from "../../shared/remember.ts";

/** One side of an equation, or an expression alone. */
type Node = jsep.Expression;

/** Unlike JavaScript mathematicians read `^` as a power, from the right, and binding more than a product. */
jsep.addBinaryOp("^", 14, true);
jsep.addBinaryOp("±", 9);

/** Longer strings are prose, and every input must be cheap. */
const MAX_CHARS = 200;
const MAX_LETTERS = 6;
const TRIALS = 12;
/** Fewer trials that give a number than this say nothing. */
const MIN_TRIALS = 4;
const CLOSE = 1e-7;

const FUNCTIONS: Readonly<Record<string, (x: number) => number>> = {
  sqrt: Math.sqrt,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  ln: Math.log,
  log: Math.log10,
  exp: Math.exp,
  abs: Math.abs,
};
const CONSTANTS: Readonly<Record<string, number>> = { pi: Math.PI };
const NAMES = new RegExp(`^(?:${[...Object.keys(FUNCTIONS), ...Object.keys(CONSTANTS)].join("|")})`);

/** An expression, or an equation of two sides, that was read. */
export interface Algebra {
  readonly sides: readonly Node[];
  readonly letters: readonly string[];
  /** The letter that stands alone on the left ("y = …"); null where there is none. */
  readonly solved: string | null;
}

/**
 * Reads "2x + 3", "y = 3(x-1)^2", "\frac{a}{b}", "x² − 1": letters are variables of one letter, side by side they multiply. Null for prose, for what has no
 * letter (plain numbers are judged elsewhere) and for what cannot be read. Never throws.
 */
export const readAlgebra: (text: string) => Algebra | null = remember(read, { entries: 40, chars: MAX_CHARS });

function read(text: string): Algebra | null {
  if (text.length > MAX_CHARS) return null;
  const plain = toPlain(text);
  if (!/[+\-*/^=(]/.test(plain) || /[^a-z\d\s+\-*/^=().,]/i.test(plain)) return null;
  const written = plain.split("=");
  if (written.length > 2) return null;
  const letters = new Set<string>();
  const sides: Node[] = [];
  for (const side of written) {
    const node = parse(multiply(side, letters));
    if (!node || !isArithmetic(node)) return null;
    sides.push(node);
  }
  if (letters.size === 0 || letters.size > MAX_LETTERS) return null;
  const [left] = sides;
  const solved = sides.length === 2 && left?.type === "Identifier" && typeof left["name"] === "string" ? left["name"] : null;
  return { sides, letters: [...letters].sort(), solved };
}

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** One line of plain signs, from what people and formula editors write. */
function toPlain(text: string): string {
  return text
    .trim()
    .replace(/^\$+|\$+$|[.!?]+$/g, "")
    .replace(/[⁰¹²³⁴-⁹]+/g, (signs) => `^${[...signs].map((sign) => RAISED.indexOf(sign)).join("")}`)
    .replace(/\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}/g, "(($1)/($2))")
    .replace(/\\sqrt\s*\{([^{}]*)\}|√\s*\(([^()]*)\)/g, (_, a: string | undefined, b: string | undefined) => `sqrt(${a ?? b ?? ""})`)
    .replace(/√\s*([a-z\d]+)/gi, "sqrt($1)")
    .replace(/\\(?:left|right)/g, "")
    .replace(/\\(?:cdot|times)|[·×⋅]/g, "*")
    .replace(/\\pi|π/g, " pi ")
    .replace(/[{[]/g, "(")
    .replace(/[}\]]/g, ")")
    .replace(/[−–]/g, "-")
    .replace(/÷/g, "/")
    .replace(/\*\*/g, "^");
}

/** Writes the products out that stand side by side, and collects the letters; words that are no function make it unreadable. */
function multiply(side: string, letters: Set<string>): string {
  const tokens: string[] = [];
  let rest = side.trim();
  while (rest !== "") {
    const name = NAMES.exec(rest)?.[0];
    const token = name ?? /^(?:\d+(?:\.\d+)?|\.\d+|[a-z]|[+\-*/^()])/i.exec(rest)?.[0];
    if (token === undefined) return "";
    // Three letters in a row are a word.
    if (!name && /^[a-z]{4,}/i.test(rest)) return "";
    if (!name && /^[a-z]$/i.test(token)) letters.add(token);
    const before = tokens.at(-1) ?? "";
    const isEnd = /[a-z\d.)]$/i.test(before) && !(before in FUNCTIONS);
    if (isEnd && /^[a-z\d.(]/i.test(token)) tokens.push("*");
    // The library's minus binds more than a power, a mathematician's does not: −x² is 0 − x².
    if (token === "-" && /^[(+]?$/.test(before)) tokens.push("0");
    if (token === "-" && before === "*") tokens.push("( 0 - 1 )", "*");
    else tokens.push(token);
    rest = rest.slice(token.length).trimStart();
  }
  return tokens.join(" ");
}

function parse(text: string): Node | null {
  if (text === "") return null;
  try {
    return jsep(text);
  } catch {
    return null;
  }
}

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && "type" in value;

function isArithmetic(node: Node): boolean {
  return !Number.isNaN(evaluate(node, () => 1.5, true));
}

/** The value of an expression; NaN where it has none or is no arithmetic. `lenient`: only whether it is arithmetic is asked. */
function evaluate(node: Node, valueOf: (letter: string) => number, lenient = false): number {
  const at = (child: unknown): number => (isNode(child) ? evaluate(child, valueOf, lenient) : Number.NaN);
  switch (node.type) {
    case "Literal":
      return typeof node["value"] === "number" ? node["value"] : Number.NaN;
    case "Identifier":
      return typeof node["name"] === "string" ? (CONSTANTS[node["name"]] ?? valueOf(node["name"])) : Number.NaN;
    case "UnaryExpression":
      return node["operator"] === "-" ? -at(node["argument"]) : node["operator"] === "+" ? at(node["argument"]) : Number.NaN;
    case "BinaryExpression": {
      const value = operate(node["operator"], at(node["left"]), at(node["right"]));
      return lenient && Number.isNaN(at(node["left"]) + at(node["right"])) === false && Number.isNaN(value) ? 1 : value;
    }
    case "CallExpression": {
      const callee = node["callee"];
      const of = Array.isArray(node["arguments"]) && node["arguments"].length === 1 ? node["arguments"][0] : null;
      const apply = isNode(callee) && typeof callee["name"] === "string" ? FUNCTIONS[callee["name"]] : undefined;
      const value = apply ? apply(at(of)) : Number.NaN;
      return lenient && apply && !Number.isNaN(at(of)) && Number.isNaN(value) ? 1 : value;
    }
    default:
      return Number.NaN;
  }
}

function operate(operator: unknown, a: number, b: number): number {
  switch (operator) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return a / b;
    case "^":
      return a ** b;
    default:
      return Number.NaN;
  }
}

/**
 * Whether two are the same for all values of their letters, found out by trying a dozen points (Schwartz 1980: a chance coincidence is next to
 * impossible). Equations are the same when one is a multiple of the other; an expression is the same as "y = …" with it on the right. Null when it
 * cannot be told. Never throws.
 */
export function areEqualAlgebra(a: Algebra, b: Algebra): boolean | null {
  if (a.sides.length === b.sides.length) return a.sides.length === 1 ? sameValue(a.sides[0], b.sides[0]) : sameEquation(a, b);
  const [equation, single] = a.sides.length === 2 ? [a, b] : [b, a];
  return equation.solved === null ? false : sameValue(equation.sides[1], single.sides[0]);
}

function sameValue(a: Node | undefined, b: Node | undefined): boolean | null {
  if (!a || !b) return null;
  let tried = 0;
  for (let trial = 0; trial < TRIALS; trial++) {
    const [x, y] = [evaluate(a, pointOf(trial)), evaluate(b, pointOf(trial))];
    if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
    if (Math.abs(x - y) > CLOSE * Math.max(1, Math.abs(x), Math.abs(y))) return false;
    tried += 1;
  }
  return tried >= MIN_TRIALS ? true : null;
}

/** left − right of one is a constant multiple of the other's, which is not nought. */
function sameEquation(a: Algebra, b: Algebra): boolean | null {
  const difference = ({ sides: [left, right] }: Algebra, trial: number): number =>
    left && right ? evaluate(left, pointOf(trial)) - evaluate(right, pointOf(trial)) : Number.NaN;
  let ratio: number | null = null;
  let tried = 0;
  for (let trial = 0; trial < TRIALS; trial++) {
    const [x, y] = [difference(a, trial), difference(b, trial)];
    if (!Number.isFinite(x) || !Number.isFinite(y) || Math.abs(y) < CLOSE) continue;
    if (ratio !== null && Math.abs(x / y - ratio) > CLOSE * Math.max(1, Math.abs(ratio))) return false;
    ratio = x / y;
    tried += 1;
  }
  if (tried < MIN_TRIALS || ratio === null) return null;
  return Math.abs(ratio) > CLOSE;
}

/** Points that follow from the trial alone, positive ones first so that roots and logarithms have values. */
function pointOf(trial: number): (letter: string) => number {
  return (letter) => {
    const mixed = Math.sin((letter.charCodeAt(0) + 1) * 12.9898 + (trial + 1) * 78.233) * 43_758.5453;
    const part = mixed - Math.floor(mixed);
    return trial % 3 === 2 ? -3 * part - 0.3 : 3 * part + 0.3;
  };
}
