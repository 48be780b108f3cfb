import { errors, jwtVerify, SignJWT } from "jose";
import { type Clock, toIso } from "../shared/clock.ts";
import { OPERATOR_SESSION_S, type OperatorSessions } from "./operator-sessions.port.ts";
import { MAX_TOKEN_CHARS } from "./tokens.port.ts";

const ISSUER = "cairn";
const AUDIENCE = "operator";

export interface OperatorSessionsDeps {
  /** IDENTITY_SECRET. */
  readonly secret: Uint8Array;
  /** OPERATOR_TOKEN. */
  readonly token: Uint8Array;
  readonly clock: Clock;
}

/**
 * Sessions as JWTs (HS256). The key is made of both secrets, so that changing either ends every session, and neither can be guessed at from a cookie
 * alone.
 */
export function createOperatorSessions({ secret, token, clock }: OperatorSessionsDeps): OperatorSessions {
  let derived: Promise<Uint8Array> | null = null;
  const key = () => (derived ??= hmac(secret, token));

  return {
    async isToken(shown) {
      if (shown.length > MAX_TOKEN_CHARS) return false;
      // Both are hashed with a secret first: the comparison then tells nothing about length or common beginnings.
      const [mine, theirs] = await Promise.all([key(), hmac(secret, new TextEncoder().encode(shown))]);
      let difference = 0;
      for (const [index, byte] of mine.entries()) difference |= byte ^ (theirs[index] ?? 0);
      return difference === 0;
    },

    async open() {
      const issuedAt = Math.floor(clock.now() / 1_000);
      const session = await new SignJWT()
        .setProtectedHeader({ alg: "HS256", typ: "JWT" })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + OPERATOR_SESSION_S)
        .sign(await key());
      return { session, expires_at: toIso((issuedAt + OPERATOR_SESSION_S) * 1_000) };
    },

    async read(session) {
      if (session.length > MAX_TOKEN_CHARS) return null;
      try {
        const { payload } = await jwtVerify(session, await key(), {
          algorithms: ["HS256"],
          issuer: ISSUER,
          audience: AUDIENCE,
          currentDate: new Date(clock.now()),
          requiredClaims: ["exp"],
        });
        return payload.exp === undefined ? null : { expires_at: toIso(payload.exp * 1_000) };
      } catch (error) {
        if (error instanceof errors.JOSEError) return null;
        throw error;
      }
    },
  };
}

async function hmac(secret: Uint8Array, message: Uint8Array): Promise<Uint8Array> {
  const key = await crypto.subtle.importKey("raw", new Uint8Array(secret), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, new Uint8Array(message)));
}
