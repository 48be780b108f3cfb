import { createHmac } from "node:crypto";
import { SignJWT, UnsecuredJWT } from "jose";
import { describe, expect, it } from "vitest";
import { createTokens } from "../../src/identity/tokens.adapter.ts";
import { LEARNER_TOKEN_S, TICKET_S } from "../../src/identity/tokens.port.ts";
import type { Principal } from "../../src/protocol/principal.ts";
import { systemRandom } from "../../src/shared/system-random.adapter.ts";

const NOW = Date.parse("2026-11-20T12:00:00Z");
const secret = new TextEncoder().encode("a-secret-for-tests-that-is-long-enough");
const learner: Principal = { learner_id: "lrn_ada", tenant_id: "ten_public" };
const tokensAt = (epochMs: number, key = secret) => createTokens({ secret: key, clock: { now: () => epochMs }, random: systemRandom });
const tokens = tokensAt(NOW);

/** A well-formed learner token, with one thing changed. */
function forge(change: {
  claims?: object;
  audience?: string;
  issuer?: string;
  alg?: string;
  key?: Uint8Array;
  issuedAt?: number;
}): Promise<string> {
  const issuedAt = change.issuedAt ?? NOW / 1_000;
  return new SignJWT({ sub: "lrn_ada", ten: "ten_public", ...change.claims })
    .setProtectedHeader({ alg: change.alg ?? "HS256" })
    .setIssuer(change.issuer ?? "cairn")
    .setAudience(change.audience ?? "learner")
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + 60)
    .sign(change.key ?? secret);
}

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

describe("a learner's token", () => {
  it("names its learner until the last second of its 180 days, and nobody afterwards", async () => {
    const { token, expires_at } = await tokens.signLearner(learner);
    expect(expires_at).toBe(new Date(NOW + LEARNER_TOKEN_S * 1_000).toISOString());
    expect(await tokensAt(NOW + (LEARNER_TOKEN_S - 1) * 1_000).readLearner(token)).toEqual(learner);
    expect(await tokensAt(NOW + LEARNER_TOKEN_S * 1_000).readLearner(token)).toBeNull();
  });

  it("is accepted when it is well formed, so that the forgeries below fail for their one change", async () => {
    expect(await tokens.readLearner(await forge({}))).toEqual(learner);
  });

  it.each<[string, () => Promise<string> | string]>([
    ["is signed with another secret", () => forge({ key: new TextEncoder().encode("another-secret-that-is-long-enough-too") })],
    ["is for another audience", () => forge({ audience: "admin" })],
    ["comes from another issuer", () => forge({ issuer: "https://evil.example" })],
    ["is expired", () => forge({ issuedAt: NOW / 1_000 - 3_600 })],
    ["is signed with another algorithm of the same secret", () => forge({ alg: "HS512" })],
    [
      "is not signed at all (alg none)",
      () =>
        new UnsecuredJWT({ sub: "lrn_ada", ten: "ten_public" }).setIssuer("cairn").setAudience("learner").setExpirationTime("1h").encode(),
    ],
    ["says alg none but carries a signature", () => rewriteHeader({ alg: "none" })],
    [
      "brings its own key (jwk)",
      () => rewriteHeader({ alg: "HS256", jwk: { kty: "oct", k: Buffer.from(secret).toString("base64url") } }, "attacker"),
    ],
    ["names a key file (kid)", () => rewriteHeader({ alg: "HS256", kid: "../../../dev/null" }, "")],
    ["asks for an unknown extension (crit)", () => rewriteHeader({ alg: "HS256", crit: ["x"], x: 1 })],
    ["has no learner", () => forge({ claims: { sub: "admin" } })],
    ["has a learner id with SQL in it", () => forge({ claims: { sub: "lrn_' OR 1=1 --" } })],
    ["has no tenant", () => forge({ claims: { ten: undefined } })],
    ["has a tenant that is a list", () => forge({ claims: { ten: ["ten_public"] } })],
    [
      "never expires",
      async () =>
        new SignJWT({ sub: "lrn_ada", ten: "ten_public" })
          .setProtectedHeader({ alg: "HS256" })
          .setIssuer("cairn")
          .setAudience("learner")
          .sign(secret),
    ],
    ["is longer than 4 KB, although signed by us", () => forge({ claims: { padding: "x".repeat(5_000) } })],
    ["is a megabyte of nothing", () => "a".repeat(1_000_000)],
    ["is empty", () => ""],
    ["is no token", () => "lrn_ada"],
    ["is three dots", () => "..."],
  ])("is refused when it %s", async (_what, make) => {
    expect(await tokens.readLearner(await make())).toBeNull();
  });

  it("is refused when one character of it was changed", async () => {
    const { token } = await tokens.signLearner(learner);
    const [header, , signature] = token.split(".");
    const elevated = base64url({ sub: "lrn_grace", ten: "ten_public", iss: "cairn", aud: "learner", exp: NOW / 1_000 + 60 });
    expect(await tokens.readLearner(`${header}.${elevated}.${signature}`)).toBeNull();
  });
});

describe("a ticket", () => {
  const grant = { ...learner, session_id: "ses_one", origin: "https://school.example" } as const;
  const here = { session_id: grant.session_id, origin: grant.origin };

  it("opens its session from its page for 60 seconds, and has an id by which the session can tell that it was used", async () => {
    const { ticket, expires_at } = await tokens.createTicket(grant);
    const read = await tokensAt(NOW + (TICKET_S - 1) * 1_000).readTicket(ticket, here);
    expect(read).toEqual({ ...grant, ticket_id: expect.stringMatching(/^tkt_[0-9a-z]{20}$/), expires_at });
    expect(await tokensAt(NOW + TICKET_S * 1_000).readTicket(ticket, here)).toBeNull();
  });

  it("has another id each time", async () => {
    const ids = await Promise.all(
      [1, 2].map(async () => (await tokens.readTicket((await tokens.createTicket(grant)).ticket, here))?.ticket_id),
    );
    expect(ids[0]).not.toBe(ids[1]);
  });

  it.each([
    ["another session", { ...here, session_id: "ses_two" }],
    ["another page", { ...here, origin: "https://evil.example" }],
    ["a client without an origin", { ...here, origin: null }],
  ] as const)("does not open anything for %s", async (_who, expected) => {
    const { ticket } = await tokens.createTicket(grant);
    expect(await tokens.readTicket(ticket, expected)).toBeNull();
  });

  it("made for a client without an origin does not work from a page", async () => {
    const { ticket } = await tokens.createTicket({ ...grant, origin: null });
    expect(await tokens.readTicket(ticket, { ...here, origin: null })).not.toBeNull();
    expect(await tokens.readTicket(ticket, here)).toBeNull();
  });

  it("is not a learner's token, nor a learner's token a ticket", async () => {
    const { ticket } = await tokens.createTicket(grant);
    const { token } = await tokens.signLearner(learner);
    expect(await tokens.readLearner(ticket)).toBeNull();
    expect(await tokens.readTicket(token, here)).toBeNull();
  });
});

/** A learner token with a header of the attacker's choice, signed (HMAC-SHA-256) with our secret or with theirs. */
function rewriteHeader(header: object, key: string | Uint8Array = secret): string {
  const payload = { sub: "lrn_ada", ten: "ten_public", iss: "cairn", aud: "learner", exp: NOW / 1_000 + 60 };
  const signed = `${base64url(header)}.${base64url(payload)}`;
  return `${signed}.${createHmac("sha256", key).update(signed).digest("base64url")}`;
}
