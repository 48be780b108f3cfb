// Rated tutor replies as ../shared/data/mrbench and mathdial have them, read into what the reviewer's dimensions judge.
import type { Message } from "../../src/agents/inputs.ts";
import type { Occasion } from "../../src/agents/reviewer/dimensions/occasion.ts";
import type { Row } from "./eval-files.ts";

export interface RatedReply {
  readonly id: string;
  /** Rows of one conversation, or one question, belong together. */
  readonly group: string;
  readonly occasion: Occasion;
  /** Label by the data's name of the dimension. */
  readonly gold: Readonly<Record<string, string>>;
}

/** A row that can be judged, or one sentence that says why not. */
export type ReadReply = { readonly ok: true; readonly value: RatedReply } | { readonly ok: false; readonly why: string };

/** One row of mrbench's form (a dialogue as text) or of mathdial's (a list of turns). Labels may be missing: they are only needed to learn. */
export function readReply({ line, value }: Row): ReadReply {
  const refuse = (why: string): ReadReply => ({ ok: false, why: `line ${line}: ${why}` });
  const id = value["id"];
  if (typeof id !== "string" && typeof id !== "number") return refuse("no `id`");
  const reply = value["response"];
  if (typeof reply !== "string" || reply.trim() === "") return refuse(`no text in \`response\` (${id})`);
  const turns = value["history"];
  const isList = Array.isArray(turns) && turns.every((turn) => typeof turn === "string");
  if (typeof turns !== "string" && !isList) return refuse(`\`history\` is neither a text nor a list of turns (${id})`);
  const question = value["question"];
  const spoken = typeof turns === "string" ? splitDialogue(turns) : splitDialogue(turns.join("\n"));
  const history = typeof question === "string" ? [{ role: "tutor" as const, content: question }, ...spoken] : spoken;
  const written = value["Ground_Truth_Solution"] ?? value["ground_truth"];
  const solution = typeof written === "string" && written.trim() !== "" && written.trim() !== "Not Available" ? written : null;
  const group = [value["conversation_id"], value["qid"]].find((name) => typeof name === "string" || typeof name === "number");
  return {
    ok: true,
    value: {
      id: String(id),
      group: String(group ?? String(id).split("|")[0]),
      occasion: { history, reply, solution },
      gold: readGold(value),
    },
  };
}

/** "Tutor: … Student: …" as messages; text before the first name is the tutor's. */
export function splitDialogue(text: string): Message[] {
  const parts = text.split(/(?:^|\n)\s*(Tutor|Teacher|Student|User|Learner)\s*:\s*/);
  const messages: Message[] = [];
  for (let at = 0; at < parts.length; at += 2) {
    const content = parts[at]?.trim() ?? "";
    const name = parts[at - 1];
    if (content !== "") messages.push({ role: name === undefined || name === "Tutor" || name === "Teacher" ? "tutor" : "user", content });
  }
  return messages;
}

function readGold(value: Row["value"]): Record<string, string> {
  const gold = value["gold"];
  if (typeof gold === "object" && gold !== null)
    return Object.fromEntries(Object.entries(gold).flatMap(([name, label]) => (typeof label === "string" ? [[name, label]] : [])));
  const move = value["move"];
  return typeof move === "string" ? { move } : {};
}
