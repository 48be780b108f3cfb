import type { Amount } from "./ledger.port.ts";

export const NOTHING: Amount = { nanousd: 0, tokens: 0 };

export function add(a: Amount, b: Amount): Amount {
  return { nanousd: a.nanousd + b.nanousd, tokens: a.tokens + b.tokens };
}

/** What is left of `a` after `b`; never below nothing. */
export function left(a: Amount, b: Amount): Amount {
  return { nanousd: Math.max(0, a.nanousd - b.nanousd), tokens: Math.max(0, a.tokens - b.tokens) };
}

/** The smaller in money and the smaller in tokens, which need not be the same one. */
export function smaller(a: Amount, b: Amount): Amount {
  return { nanousd: Math.min(a.nanousd, b.nanousd), tokens: Math.min(a.tokens, b.tokens) };
}

/** The larger in money and the larger in tokens. */
export function larger(a: Amount, b: Amount): Amount {
  return { nanousd: Math.max(a.nanousd, b.nanousd), tokens: Math.max(a.tokens, b.tokens) };
}

export function isNothing({ nanousd, tokens }: Amount): boolean {
  return nanousd === 0 && tokens === 0;
}
