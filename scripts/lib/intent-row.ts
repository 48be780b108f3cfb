// A reply and its question from a row of an intent set.
const REPLIES = ["text", "reply", "student_answer", "answer"];

export interface IntentRow {
  readonly id: string;
  readonly question: string;
  readonly reply: string;
}

/** Reads a row; a sentence where something is missing. */
export function readIntentRow(value: Readonly<Record<string, unknown>>, line: number): IntentRow | string {
  const id = value["id"] ?? value["_id"];
  if (typeof id !== "string" && typeof id !== "number") return `line ${line}: no "id"`;
  const reply = REPLIES.map((name) => value[name]).find((each) => typeof each === "string");
  if (typeof reply !== "string") return `line ${line} (${id}): no reply (${REPLIES.map((name) => `"${name}"`).join(", ")})`;
  const question = value["question"] ?? "";
  if (typeof question !== "string") return `line ${line} (${id}): "question" is no text`;
  return { id: String(id), question, reply };
}
