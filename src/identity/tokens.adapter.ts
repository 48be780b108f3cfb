import { errors, type JWTPayload, jwtVerify, SignJWT } from "jose";
import type { Principal } from "../protocol/principal.ts";
import { type Clock, toIso } from "../shared/clock.ts";
import { isId, newId } from "../shared/ids.ts";
import type { Random } from "../shared/random.ts";
import { LEARNER_TOKEN_S, MAX_TOKEN_CHARS, TICKET_S, type Tokens } from "./tokens.port.ts";

const ISSUER = "cairn";

export interface TokensDeps {
  readonly secret: Uint8Array;
  readonly clock: Clock;
  readonly random: Random;
}

/** Tokens and tickets as JWTs signed with HS256. Audiences keep the two kinds apart: neither is ever taken for the other. */
export function createTokens({ secret, clock, random }: TokensDeps): Tokens {
  const sign = (audience: string, seconds: number, claims: JWTPayload): { readonly jwt: Promise<string>; readonly expires_at: string } => {
    const issuedAt = Math.floor(clock.now() / 1_000);
    const jwt = new SignJWT(claims)
      .setProtectedHeader({ alg: "HS256", typ: "JWT" })
      .setIssuer(ISSUER)
      .setAudience(audience)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + seconds)
      .sign(secret);
    return { jwt, expires_at: toIso((issuedAt + seconds) * 1_000) };
  };

  const read = async (audience: string, token: string): Promise<JWTPayload | null> => {
    if (token.length > MAX_TOKEN_CHARS) return null;
    try {
      const { payload } = await jwtVerify(token, secret, {
        algorithms: ["HS256"],
        issuer: ISSUER,
        audience,
        currentDate: new Date(clock.now()),
        requiredClaims: ["exp", "sub", "ten"],
      });
      return payload;
    } catch (error) {
      // What jose finds wrong with a token is the sender's; anything else (no Web Crypto, a bad key) is ours and must be seen.
      if (error instanceof errors.JOSEError) return null;
      throw error;
    }
  };

  return {
    async signLearner(principal) {
      const { jwt, expires_at } = sign("learner", LEARNER_TOKEN_S, { sub: principal.learner_id, ten: principal.tenant_id });
      return { token: await jwt, expires_at };
    },

    async readLearner(token) {
      const payload = await read("learner", token);
      return payload && toPrincipal(payload);
    },

    async createTicket(grant) {
      const { jwt, expires_at } = sign("ticket", TICKET_S, {
        sub: grant.learner_id,
        ten: grant.tenant_id,
        ses: grant.session_id,
        org: grant.origin,
        jti: newId("tkt", random),
      });
      return { ticket: await jwt, expires_at };
    },

    async readTicket(ticket, expected) {
      const payload = await read("ticket", ticket);
      const principal = payload && toPrincipal(payload);
      if (!payload || !principal || typeof payload.jti !== "string" || payload.exp === undefined) return null;
      if (payload["ses"] !== expected.session_id || payload["org"] !== expected.origin) return null;
      return { ...principal, ...expected, ticket_id: payload.jti, expires_at: toIso(payload.exp * 1_000) };
    },
  };
}

function toPrincipal({ sub, ten }: JWTPayload): Principal | null {
  if (typeof sub !== "string" || typeof ten !== "string" || !isId("lrn", sub) || !isId("ten", ten)) return null;
  return { learner_id: sub, tenant_id: ten };
}
