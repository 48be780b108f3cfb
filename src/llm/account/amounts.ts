import { add, NOTHING } from "../ledger/amounts.ts";
import type { Amount } from "../ledger/ledger.port.ts";

export function plus(...amounts: readonly Amount[]): Amount {
  return amounts.reduce(add, NOTHING);
}

/** May come out below nothing: what was spent can be more than what was set aside. */
export function minus(from: Amount, less: Amount): Amount {
  return { nanousd: from.nanousd - less.nanousd, tokens: from.tokens - less.tokens };
}

/** Rounded up to whole nano-dollars and tokens. */
export function times({ nanousd, tokens }: Amount, factor: number): Amount {
  return { nanousd: Math.ceil(nanousd * factor), tokens: Math.ceil(tokens * factor) };
}

/** Whether both kinds of `one` are within `limit`. */
export function isWithin(one: Amount, limit: Amount): boolean {
  return one.nanousd <= limit.nanousd && one.tokens <= limit.tokens;
}

export function isSame(one: Amount, other: Amount): boolean {
  return one.nanousd === other.nanousd && one.tokens === other.tokens;
}
