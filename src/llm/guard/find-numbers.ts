import { cueBefore, type PersonalSpan, type PersonalType } from "./personal-span.ts";

/** Digits in groups, as telephones, cards and registers write them. */
const NUMBER = /(?<![\p{L}\p{N}_$€£]|\d[.,])[+(]{0,2}\d(?:[ .()/–-]{0,2}\d){5,24}(?![\p{N}_%])/gu;
const PHONE_CUE =
  /(?:phone|telefon|teléfono|téléphone|telefone|telefono|тел(?:ефон)?|電話|电话|전화|mobile|mobil|handy|cell|whats ?app|signal|fax|call|ring|text|sms|reach|contact|dial|answering|messages?|number|numéro|número|nummer|numero|номер)\b[^.!?]{0,24}$|\btel[.:]?\s*$/u;
const PHONE_AFTER = /^[\s,;:()-]{0,3}(?:office|fax|mobile|cell|home|work|phone|ext)\b/i;
const CARD_CUE = /(?:card|visa|mastercard|amex|maestro|karte|tarjeta|carte|carta|cartão|карт)\p{L}*\b[^.!?]{0,30}$/u;
const SSN_CUE = /(?:ssn|social security)\b[^.!?]{0,24}$/;
const DATE = /^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})(?!-?\d)/;
const CARD_SHAPE = /^\d{12,19}$|^\d{4}([ -])\d{4}\1\d{4}\1\d{1,7}$|^\d{4}([ -])\d{6}\2\d{4,5}$/;
const CARD_ISSUER = /^(?:[3-6]\d|2[2-7]|1800|2131)/;
/** North America's 3-3-4, with or without the country. */
const NORTH_AMERICAN = /^(?:\+?1[ .-]?|001[ .-])?\(?\d{3}\)?[ .-]?\d{3}[ .-]\d{4}$/;
/** A trunk zero and then groups; a number in a sum never begins so. */
const TRUNK_ZERO = /^\(?0\d{1,4}\)?(?:[ .()/–-]{1,2}\d{2,9}){1,5}$|^00\d{2,3}[ .()/–-]/;

/** Telephone, card and social security numbers. Numbers of a sum, years and lists survive: what is ambiguous needs a word that says what it is. */
export function findNumbers(text: string): PersonalSpan[] {
  const spans: PersonalSpan[] = [];
  for (const { 0: raw, index } of text.matchAll(NUMBER)) {
    const start = raw.startsWith("(") && !raw.includes(")") ? index + 1 : index;
    const type = readNumber(
      text.slice(start, index + raw.length),
      cueBefore(text, start),
      text.slice(index + raw.length, index + raw.length + 12),
    );
    if (type) spans.push({ start, end: index + raw.length, type });
  }
  return spans;
}

function readNumber(number: string, before: string, after: string): PersonalType | null {
  const digits = number.replace(/\D/g, "");
  if (/^\d{3}-\d{2}-\d{4}$/.test(number) || (digits.length === 9 && SSN_CUE.test(before))) return "ssn";
  if (digits.length >= 12 && digits.length <= 19) {
    if (CARD_CUE.test(before)) return "card";
    if (CARD_SHAPE.test(number) && CARD_ISSUER.test(digits) && hasLuhnDigit(digits)) return "card";
  }
  return isPhone(number, digits, before, after) ? "phone" : null;
}

function isPhone(number: string, digits: string, before: string, after: string): boolean {
  if (digits.length < 6 || digits.length > 16 || /^[01]+$/.test(digits) || /^(\d)\1+$/.test(digits) || DATE.test(number)) return false;
  if (number.startsWith("+")) return digits.length >= 9 || (digits.length >= 7 && /[ ()-]/.test(number));
  if (NORTH_AMERICAN.test(number)) return true;
  if (digits.length >= 9 && (TRUNK_ZERO.test(number) || /^0\d{9,10}$/.test(number))) return true;
  if (/^\(\d{2,5}\)[ -]?\d/.test(number)) return digits.length >= 7;
  return PHONE_CUE.test(before) || PHONE_AFTER.test(after);
}

/** The check digit of payment cards (ISO/IEC 7812-1, annex B). */
function hasLuhnDigit(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    sum += i % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2;
  }
  return sum % 10 === 0;
}
