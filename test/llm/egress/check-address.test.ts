import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkAddress, checkResolved, isPublicAddress } from "../../../src/llm/egress/check-address.ts";

const OWN = ["learn.school.org"];
const isCalled = (url: string) => checkAddress(url, OWN).ok;

type Quad = readonly [number, number, number, number];

const byte = fc.integer({ min: 0, max: 255 });
const within = (...parts: readonly (number | readonly [number, number])[]): fc.Arbitrary<Quad> =>
  fc.tuple(byte, byte, byte, byte).map(([a, b, c, d]): Quad => {
    const at = (index: number, drawn: number) => {
      const part = parts[index];
      if (part === undefined) return drawn;
      return typeof part === "number" ? part : part[0] + (drawn % (part[1] - part[0] + 1));
    };
    return [at(0, a), at(1, b), at(2, c), at(3, d)];
  });

/** Every block of IPv4 that is not the public internet (IANA's registry of special addresses), and the two metadata addresses by themselves. */
const privateQuad = fc.oneof(
  within(0),
  within(10),
  within(100, [64, 127]),
  within(127),
  within(169, 254),
  within(172, [16, 31]),
  within(192, 0, 0),
  within(192, 0, 2),
  within(192, 168),
  within(198, [18, 19]),
  within(198, 51, 100),
  within(203, 0, 113),
  within([224, 255]),
  within(169, 254, 169, 254),
  within(168, 63, 129, 16),
);

const hex = (value: number) => value.toString(16);
const toNumber = ([a, b, c, d]: Quad) => ((a * 256 + b) * 256 + c) * 256 + d;
const high = ([a, b]: Quad) => hex(a * 256 + b);
const low = ([, , c, d]: Quad) => hex(c * 256 + d);

/** Ways to write an IPv4 address in a URL; browsers, curl and Workers all take them. */
const V4_SPELLINGS: readonly ((quad: Quad) => string)[] = [
  (quad) => quad.join("."),
  (quad) => `${quad.join(".")}.`,
  (quad) => String(toNumber(quad)),
  (quad) => `0x${hex(toNumber(quad))}`,
  (quad) => `0${toNumber(quad).toString(8)}`,
  (quad) => quad.map((part) => `0x${hex(part)}`).join("."),
  (quad) => quad.map((part) => `0${part.toString(8)}`).join("."),
  ([a, b, c, d]) => `${a}.${(b * 256 + c) * 256 + d}`,
  ([a, b, c, d]) => `${a}.0x${hex(b)}.${c * 256 + d}`,
  (quad) => quad.join(".").replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit))),
  (quad) => quad.join("。"),
  (quad) => quad.join(".").replace(/\d/g, (digit) => `%3${digit}`),
];

/** Ways to hide an IPv4 address in an IPv6 one: mapped, compatible, translated, NAT64, 6to4, Teredo, ISATAP. */
const V6_DISGUISES: readonly ((quad: Quad) => string)[] = [
  (quad) => `::ffff:${quad.join(".")}`,
  (quad) => `::ffff:${high(quad)}:${low(quad)}`,
  (quad) => `0:0:0:0:0:FFFF:${high(quad)}:${low(quad)}`,
  (quad) => `::${quad.join(".")}`,
  (quad) => `::ffff:0:${quad.join(".")}`,
  (quad) => `64:ff9b::${quad.join(".")}`,
  (quad) => `64:ff9b:1::${high(quad)}:${low(quad)}`,
  (quad) => `2002:${high(quad)}:${low(quad)}::1`,
  (quad) => `2001:0:${high(quad)}:${low(quad)}::`,
  (quad) => `2a00:1450::5efe:${high(quad)}:${low(quad)}`,
  (quad) => `2a00:1450::200:5efe:${high(quad)}:${low(quad)}`,
];

const word = fc.integer({ min: 0, max: 0xffff });
const tail = fc.array(word, { minLength: 7, maxLength: 7 });
const v6From = (min: number, max: number) =>
  fc.tuple(fc.integer({ min, max }), tail).map(([head, rest]) => [head, ...rest].map(hex).join(":"));

const privateV6 = fc.oneof(
  v6From(0, 0x1fff),
  v6From(0x4000, 0xffff),
  v6From(0xfc00, 0xfdff),
  v6From(0xfe80, 0xfebf),
  v6From(0xff00, 0xffff),
  fc.constantFrom("::", "::1", "fd00:ec2::254", "2001:db8::1", "2001:2::1", "3fff::1", "100::1", "5f00::1", "fec0::1"),
);

/** Addresses that anybody may have, clear of every special block. */
const publicQuad = fc.tuple(fc.constantFrom(1, 8, 9, 13, 34, 52, 93, 104, 142, 185, 216), byte, byte, byte).map((quad): Quad => quad);
const publicV6 = v6From(0x2400, 0x2bff).filter((text) => !/:(200|0):5efe:/.test(text) && !text.startsWith("2620:4f:8000:"));

describe("an address that a tenant gave", () => {
  it("is refused for every private IPv4 address, however it is spelled", () => {
    fc.assert(
      fc.property(privateQuad, fc.constantFrom(...V4_SPELLINGS), (quad, spell) => {
        expect(isCalled(`https://${spell(quad)}/v1`)).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  it("is refused for every IPv4 address in the disguise of an IPv6 one that is private", () => {
    fc.assert(
      fc.property(privateQuad, fc.constantFrom(...V6_DISGUISES), (quad, disguise) => {
        expect(isCalled(`https://[${disguise(quad)}]:8443/v1`)).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  it("is refused for every IPv6 address outside the public ones", () => {
    fc.assert(
      fc.property(privateV6, (text) => {
        expect(isCalled(`https://[${text}]/`)).toBe(false);
        expect(isPublicAddress(text)).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });

  it("is called for public addresses, however they are spelled", () => {
    fc.assert(
      fc.property(publicQuad, fc.constantFrom(...V4_SPELLINGS), (quad, spell) => {
        expect(isCalled(`https://${spell(quad)}/v1`)).toBe(true);
      }),
    );
    fc.assert(
      fc.property(publicV6, (text) => {
        expect(isCalled(`https://[${text}]/v1`)).toBe(true);
      }),
    );
  });

  it("is stored normalised, so that what was checked is what is called", () => {
    expect(checkAddress("HTTPS://Models.School.org:443/a/../v1//", OWN)).toEqual({
      ok: true,
      value: { base_url: "https://models.school.org/v1", host: "models.school.org", is_ip: false },
    });
    expect(checkAddress("https://models.school.org:8000", OWN)).toMatchObject({ value: { base_url: "https://models.school.org:8000" } });
  });

  it.each([
    ["plain http", "http://models.school.org/v1", "https"],
    ["another protocol", "ftp://models.school.org/v1", "https"],
    ["no address at all", "models.school.org", "address"],
    ["a user", "https://user@models.school.org/v1", "password"],
    ["a password", "https://:secret@models.school.org/v1", "password"],
    ["a query", "https://models.school.org/v1?x=1", "?"],
    ["an empty query, which would swallow the path", "https://models.school.org/v1?", "?"],
    ["a fragment", "https://models.school.org/v1#", "#"],
    ["a port of another protocol", "https://models.school.org:22/v1", "Port 22"],
    ["localhost", "https://localhost:8000/v1", "public name"],
    ["a name below localhost", "https://models.localhost/v1", "private network"],
    ["a name of one label", "https://intranet/v1", "public name"],
    ["a dot behind a name of one label", "https://intranet./v1", "public name"],
    ["Google's metadata", "https://metadata.google.internal/v1", "private network"],
    ["the same with a dot", "https://metadata.google.internal./v1", "private network"],
    ["multicast names", "https://printer.local/v1", "private network"],
    ["a cluster's own names", "https://vllm.default.svc.cluster.local/v1", "private network"],
    ["this deployment", "https://learn.school.org/v1", "this deployment"],
    ["this deployment in capitals and with a dot", "https://LEARN.School.ORG./v1", "this deployment"],
    ["a name below this deployment", "https://api.learn.school.org/v1", "this deployment"],
  ])("is refused with %s", (_, url, reason) => {
    const checked = checkAddress(url, OWN);
    expect(checked.ok ? "" : checked.error).toContain(reason);
    expect(checked.ok ? "" : checked.error).not.toContain("secret");
  });

  it("may be a neighbour of this deployment, whose name only ends alike", () => {
    expect(isCalled("https://models.school.org/v1")).toBe(true);
    expect(isCalled("https://notlearn.school.org/v1")).toBe(true);
  });
});

describe("what a name resolves to", () => {
  it("has to be public as a whole: one private answer spoils all", () => {
    fc.assert(
      fc.property(fc.array(publicQuad, { maxLength: 4 }), privateQuad, fc.nat(4), (others, bad, at) => {
        const answers = others.map((quad) => quad.join("."));
        expect(checkResolved("models.school.org", answers.toSpliced(at, 0, bad.join(".")))).toContain("private network");
        expect(checkResolved("models.school.org", answers)).toBe(answers.length === 0 ? "models.school.org has no address." : null);
      }),
    );
  });

  it("has to be addresses", () => {
    expect(checkResolved("models.school.org", ["other.school.org"])).toContain("private network");
  });
});
