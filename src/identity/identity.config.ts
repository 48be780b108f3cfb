import { err, ok, type Result } from "../shared/result.ts";

/** `local`: `npm start` and tests, over http and with no account. `production`: everything that is deployed. */
export type Profile = "local" | "production";

export interface IdentityConfig {
  readonly profile: Profile;
  /** Signs learner tokens and tickets (HS256). */
  readonly secret: Uint8Array;
  /** Opens the operator's page and routes; null: nobody is an operator. */
  readonly operator_token: Uint8Array | null;
}

/** RFC 7518 §3.2: an HS256 key has at least the 256 bits of the hash. */
export const MIN_SECRET_BYTES = 32;

/** Reads this room's settings from the Worker's variables; every problem is named with what to do about it. */
export function readIdentityConfig(vars: Readonly<Record<string, unknown>>): Result<IdentityConfig, string[]> {
  const problems: string[] = [];

  const profile = vars["PROFILE"];
  if (profile !== "local" && profile !== "production") problems.push('PROFILE must be "local" or "production"; set it under [vars].');

  const secret = new TextEncoder().encode(typeof vars["IDENTITY_SECRET"] === "string" ? vars["IDENTITY_SECRET"].trim() : "");
  if (secret.length === 0)
    problems.push("IDENTITY_SECRET is missing; run `wrangler secret put IDENTITY_SECRET`, locally `npm start` makes one.");
  else if (secret.length < MIN_SECRET_BYTES)
    problems.push(`IDENTITY_SECRET has ${secret.length} bytes; it needs at least ${MIN_SECRET_BYTES}.`);

  const operatorToken = new TextEncoder().encode(typeof vars["OPERATOR_TOKEN"] === "string" ? vars["OPERATOR_TOKEN"].trim() : "");
  if (operatorToken.length > 0 && operatorToken.length < MIN_SECRET_BYTES)
    problems.push(`OPERATOR_TOKEN has ${operatorToken.length} bytes; it needs at least ${MIN_SECRET_BYTES}, or none at all.`);

  if (problems.length > 0 || (profile !== "local" && profile !== "production")) return err(problems);
  return ok({ profile, secret, operator_token: operatorToken.length === 0 ? null : operatorToken });
}
