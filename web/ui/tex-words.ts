// What lessons really use; any other command stays as it was written.
const SIGNS: Readonly<Record<string, string>> = {
  approx: "≈",
  cdot: "·",
  div: "÷",
  ge: "≥",
  geq: "≥",
  le: "≤",
  leq: "≤",
  lfloor: "⌊",
  ne: "≠",
  neq: "≠",
  pi: "π",
  rfloor: "⌋",
  rightarrow: "→",
  sqrt: "√",
  times: "×",
};
const FRACTION = /\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}/g;
/** Fractions within fractions that are read, innermost first. */
const MAX_DEPTH = 4;

/** A formula in TeX as a line of plain text, `\frac{1}{2}` as `1/2`: for a screen reader's announcement, and until the formula is typeset. */
export function texWords(tex: string): string {
  let words = tex;
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    words = words.replace(FRACTION, (_, over: string, under: string) => `${grouped(over)}/${grouped(under)}`);
  }
  return words
    .replace(/\\(?:mathrm|mathbf|mathit|text|left|right)(?![a-zA-Z])/g, "")
    .replace(/\\([a-zA-Z]+)/g, (whole, name: string) => SIGNS[name] ?? whole)
    .replace(/\\[,;:! ]|~/g, " ")
    .replace(/[{}]/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

/** In brackets where the fraction's line alone held it together. */
const grouped = (part: string): string => (/^[\w.,\s]*$/.test(part) ? part.trim() : `(${part.trim()})`);
