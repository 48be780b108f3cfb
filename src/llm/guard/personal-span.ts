/** What a piece of personal data is. `mark` is none: it stands for text that merely looks like one of our placeholders. */
export const PERSONAL_TYPES = [
  "name",
  "email",
  "phone",
  "address",
  "place",
  "birth",
  "age",
  "iban",
  "card",
  "ssn",
  "id",
  "ip",
  "mac",
  "url",
  "handle",
  "secret",
] as const;

export type PersonalType = (typeof PERSONAL_TYPES)[number];

/** Where personal data stands in a text: UTF-16 offsets, `end` exclusive. */
export interface PersonalSpan {
  readonly start: number;
  readonly end: number;
  readonly type: PersonalType;
}

/** The end of what stands before `at`, in lower case: enough to read a cue in, short enough to be read at every number. */
export const cueBefore = (text: string, at: number, chars = 40): string => text.slice(Math.max(0, at - chars), at).toLowerCase();
