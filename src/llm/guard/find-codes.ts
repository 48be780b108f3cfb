import type { PersonalSpan } from "./personal-span.ts";

const MAX_LOCAL_CHARS = 64;
const HOST = /@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62}))(?:\.[\p{L}\p{N}-]{1,63}){1,5}/gu;
const LOCAL_CHAR = /[\p{L}\p{N}._%+'’&#!=-]/u;
const SPELT_MAIL =
  /(?<![\w.+-])[\w.+-]{1,40} ?(?:\(at\)|\[at\]|\{at\}| at ) ?[\w-]{1,40}(?: ?(?:\(dot\)|\[dot\]|\{dot\}| dot ) ?\w{2,20}){1,3}/giu;
const LINK = /(?<![\p{L}\p{N}])(?:https?:\/\/|www\.)[^\s<>"«»“”⟦⟧]{3,400}/giu;
/** Works that learners cite. A link there says what was read, not who reads. */
const REFERENCE_HOST =
  /^(?:https?:\/\/)?(?:www\.)?(?:[a-z-]{2,12}\.)?(?:wikipedia\.org|wiktionary\.org|wikimedia\.org|khanacademy\.org|openstax\.org|britannica\.com|developer\.mozilla\.org|docs\.[a-z0-9-]+\.(?:org|com|io)|arxiv\.org|doi\.org|w3\.org|ietf\.org|rfc-editor\.org|nasa\.gov|example\.(?:com|org|net))(?:[/:?#]|$)/i;
const USER_DATA =
  /@|\/~|[?&](?:user|name|mail|email|id|token|key|session|auth)[^=&]{0,12}=|\/(?:users?|profiles?|people|members?|in|u)\/[^/]/i;
const MAC = /(?<![\p{L}\p{N}:-])(?:[0-9a-f]{2}([:-]))(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}(?![\p{L}\p{N}:-])/giu;
const IPV4 = /(?<![\p{L}\p{N}.])(?:\d{1,3}\.){3}\d{1,3}(?![\p{L}\p{N}]|\.\d)/gu;
/** Addresses of every home network, of documentation, of loopback and of well-known resolvers identify nobody. */
const NOBODYS_IPV4 =
  /^(?:0|10|127|2(?:2[4-9]|[3-5]\d))\.|^\d+\.0\.0\.0$|\.255\.255\.255?$|^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|^192\.168\.|^172\.(?:1[6-9]|2\d|3[01])\.|^169\.254\.|^192\.0\.[02]\.|^198\.51\.100\.|^203\.0\.113\.|^(?:8\.8\.8\.8|8\.8\.4\.4|1\.1\.1\.1|1\.2\.3\.4)$/;
const IPV6 = /(?<![\p{L}\p{N}:])[23][0-9a-f]{3}:(?:[0-9a-f]{0,4}:){1,6}[0-9a-f]{1,4}(?![\p{L}\p{N}:])/giu;
const DOCUMENTATION_IPV6 = /^2001:0?db8:/i;
const IBAN = /(?<![\p{L}\p{N}])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![\p{L}\p{N}])/gu;

/** Mail addresses, links, network addresses and IBANs: what is personal by its form alone. */
export function findCodes(text: string): PersonalSpan[] {
  const spans: PersonalSpan[] = [];
  const add = (type: PersonalSpan["type"], start: number, end: number) => spans.push({ start, end, type });
  if (text.includes("@"))
    for (const { 0: host, index } of text.matchAll(HOST)) {
      const start = startOfMail(text, index);
      if (start < index) add("email", start, index + host.length);
    }
  if (/dot/i.test(text)) for (const { 0: mail, index } of text.matchAll(SPELT_MAIL)) add("email", index, index + mail.length);
  if (/:\/\/|www\./i.test(text))
    for (const { 0: raw, index } of text.matchAll(LINK)) {
      const link = raw.replace(/[.,;:!?)\]}'’]+$/, "");
      if (!REFERENCE_HOST.test(link) || USER_DATA.test(link)) add("url", index, index + link.length);
    }
  if (!/\d/.test(text)) return spans;
  for (const { 0: mac, index } of text.matchAll(MAC)) if (/[1-9a-e]/i.test(mac)) add("mac", index, index + mac.length);
  for (const { 0: ip, index } of text.matchAll(IPV4))
    if (ip.split(".").every((part) => Number(part) < 256) && !NOBODYS_IPV4.test(ip) && !isVersion(text, index))
      add("ip", index, index + ip.length);
  for (const { 0: ip, index } of text.matchAll(IPV6)) if (!DOCUMENTATION_IPV6.test(ip)) add("ip", index, index + ip.length);
  for (const { 0: iban, index } of text.matchAll(IBAN)) if (isIban(iban)) add("iban", index, index + iban.length);
  return spans;
}

function startOfMail(text: string, at: number): number {
  let start = at;
  while (start > 0 && at - start < MAX_LOCAL_CHARS && LOCAL_CHAR.test(text.charAt(start - 1))) start--;
  while (start < at && /[.'’&#!=-]/.test(text.charAt(start))) start++;
  return start;
}

const isVersion = (text: string, at: number): boolean => /(?:version|section|chapter|v|§)\s*$/i.test(text.slice(Math.max(0, at - 10), at));

/** ISO 7064, MOD 97-10. */
function isIban(text: string): boolean {
  const iban = text.replaceAll(" ", "");
  if (iban.length < 15 || iban.length > 34) return false;
  let rest = 0;
  for (const sign of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(sign, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}
