import type { PersonalSpan, PersonalType } from "./personal-span.ts";

/** A kind of data that is personal because of the words before it. */
interface Told {
  readonly type: PersonalType;
  /** The words; sticky reading of `value` starts where they end. */
  readonly cue: RegExp;
  readonly value: RegExp;
  /** Without this in the text there is nothing to find. */
  readonly needs: RegExp;
  /** Refuses what the cue was not about. */
  readonly accepts?: (value: string) => boolean;
}

const digitsIn = (value: string): number => value.replace(/\D/g, "").length;
const MONTH = "(?:jan|feb|mär|mar|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|dez|dec)\\p{L}*\\.?";
const DATE = `(?:\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}|\\d{1,2}[-/.]\\d{1,2}[-/.]\\d{2,4}|\\d{1,2}(?:st|nd|rd|th|\\.)?(?: of)? ${MONTH},? \\d{4}|${MONTH} \\d{1,2}(?:st|nd|rd|th)?,? \\d{4}|(?:19|20)\\d{2}(?!\\d))`;
const IS = "[\\s\\p{L}']{0,16}?(?:\\s(?:is|was|are|ist|est|es|é|è)\\b|[:=#]|\\s(?:no|nr|num)\\.?[:#]?|\\s)\\s*";

/** Where one can be without being anywhere. */
const NO_PLACE =
  /^(?:Python|Java\w*|C|Chapter|Class|Course|Section|Step|Year|Grade|Lesson|Unit|Question|Task|Part|Phase|Level|Figure|Math\w*|Physics|Biology|Chemistry|English|German|French|Spanish|Latin|Rust|Kotlin|Example|Mr|Mrs|Ms|Dr|I)\b/;

const TOLD: readonly Told[] = [
  {
    type: "id",
    needs: /\d[\p{L}\d ./-]{2,}\d/u,
    cue: /(?<![\p{L}])(?:student|matriculation|matric(?:ulation)?|enrol?ment|pupil|learner|employee|staff|personnel|customer|client|member(?:ship)?|patient|passport|pass|account|acct|routing|policy|driver'?s?(?: licen[cs]e)?|driving licen[cs]e|licen[cs]e(?: plate)?|national|identity|identification|tax(?:payer)?|national insurance|insurance|health|registration|badge|library|visa|resident|voter|my id|id card|medicare|nhs|sin|itin|ein|tin|bank|matrikel\p{L}*|personalausweis\p{L}*|ausweis\p{L}*|reisepass\p{L}*|führerschein\p{L}*|steuer\p{L}*|sozialversicherung\p{L}*|kunden\p{L}*|konto\p{L}*|étudiante?|passeport|sécurité sociale|matrícula|matricola|estudiante|estudante|pasaporte|passaporte|passaporto|codice fiscale|cédula|dni|nie|nif|cpf|curp|rfc|pesel|bsn|personnummer|cpr|студенческ\p{L}*|паспорт\p{L}*|зач[её]тк\p{L}*|学号|學號|学籍番号|학번)(?![\p{L}])/giu,
    value: new RegExp(`${IS}([A-Z]{0,4}[ -]?\\d[A-Z0-9]*(?:[ /.-]?[A-Z0-9]*\\d[A-Z0-9]*){0,6})(?![\\p{L}\\p{N}])`, "iuy"),
    accepts: (value) => digitsIn(value) >= 5 || (digitsIn(value) >= 4 && /[A-Z]/i.test(value)),
  },
  {
    type: "birth",
    needs: /\d{2}/,
    cue: /(?<![\p{L}])(?:date of birth|birth ?da(?:te|y)|d\.?o\.?b\.?|born|geburts(?:datum|tag)|geboren|date de naissance|née?|fecha de nacimiento|nac[ií]|data di nascita|data de nascimento|nasci|дата рождения|родил(?:ся|ась)|生年月日|出生日期)(?![\p{L}])/giu,
    value: new RegExp(`[\\s\\p{L}':.,]{0,14}?\\s*(${DATE})`, "iuy"),
    accepts: (value) => digitsIn(value) > 4 || /\p{L}/u.test(value),
  },
  {
    type: "age",
    needs: /\d/,
    cue: /(?<![\p{L}])(?:just turned|turned|i am|i'm|i’m|im|aged?|age is|when (?:he|she|i) was|patient is an?|ich bin|j'ai|tengo|ho|tenho)(?![\p{L}])/giu,
    value:
      /[:\s]{1,3}((?:[1-9]\d?|1[01]\d))(?=(?:[ -](?:years?|yrs?|jahre|ans|años|anni|anos)(?:[ -]old| alt)?\b| ?y\/?o\b|\s*[.!,;)\n]|$))/iuy,
  },
  {
    type: "handle",
    needs: /@\p{L}|user|handle|nick|insta|discord|twitter|snap|telegram|login|follow|github|steam|skype|tiktok|roblox|reddit/iu,
    cue: /(?<![\p{L}])(?:(?:my|his|her) (?:\p{L}+ )?(?:username|user name|handle|nickname|nick|gamertag|login|discord|instagram|insta|twitter|tiktok|snap(?:chat)?|telegram|skype|github|reddit|steam|roblox)|(?:follow|dm|add|find|message|tag|tweet) (?:me|him|her)?(?: (?:at|on|as|\p{L}+))?|instagram|insta|twitter|tiktok|snapchat|telegram|discord|skype)(?![\p{L}])/giu,
    value: /(?:\s+(?:id|name|user|account|handle))?(?:\s+(?:is|at|as|on \p{L}+)|\s*[:=])?\s*(@?[A-Za-z0-9][\w.-]{2,31}(?:#\d{4})?)/uy,
    accepts: (value) => /^@|\d|_|\p{L}\.\p{L}/u.test(value),
  },
  {
    type: "secret",
    needs: /pass|pin\b|contraseña|senha/iu,
    cue: /(?<![\p{L}])(?:my|mein|mon|mi|il mio|minha) (?:\p{L}+ ){0,2}(?:password|passwort|passcode|pin|mot de passe|contraseña|senha)(?![\p{L}])/giu,
    value: /(?:\s+(?:code|number))?(?:\s+(?:is|ist|est|es|è|é)|\s*[:=])\s*["'“]?([^\s"'”,;]{4,64})/uy,
    accepts: (value) => /\d|[^\p{L}\p{N}.!?]/u.test(value),
  },
  {
    type: "place",
    needs: /(?<!\p{L})(?:I|i|we|my|ich|j'habite|vivo|abito|moro|We|My|Ich|Vivo|Abito|Moro|J'habite)(?!\p{Ll}{2})/u,
    cue: /(?<![\p{L}])(?:(?:i live|i lived|i grew up|i was born|i work|i study|i am based|i'm based|i'm staying|i'm|i’m|i am|we live|we're) (?:in|at|near|for)|(?:i'm|i’m|i am|i come|we're) from|my (?:school|employer|company|university|hometown|home town|city|town|village) is|ich (?:wohne|lebe|arbeite) (?:in|bei)|ich komme aus|j'habite (?:à|en)|vivo en|abito a|moro em)(?![\p{L}])/giu,
    value:
      /\s(?:the )?(\p{Lu}[\p{L}\p{M}'’&.-]*(?:,? (?:\p{Lu}[\p{L}\p{M}'’&.-]*|and(?= \p{Lu})|of(?= \p{Lu})|de|la|del|am|an der|sur|upon)){0,5})/uy,
    accepts: (value) => value.length > 2 && !NO_PLACE.test(value),
  },
];

/** What the text says outright about a person: numbers in registers, date of birth, age, accounts, secrets, where somebody lives or works. */
export function findTold(text: string): PersonalSpan[] {
  const spans: PersonalSpan[] = [];
  for (const { type, cue, value, accepts } of TOLD.filter(({ needs }) => needs.test(text)))
    for (const { 0: words, index } of text.matchAll(cue)) {
      value.lastIndex = index + words.length;
      const found = value.exec(text);
      const told = found?.[1]?.replace(/[.,'’-]+$/u, "");
      if (!found || told === undefined || told === "" || accepts?.(told) === false) continue;
      const start = found.index + found[0].lastIndexOf(found[1] ?? "");
      spans.push({ start, end: start + told.length, type });
    }
  return spans;
}
