import type { ItemCheck, Passage } from "../../protocol/course.schema.ts";
import type { Item } from "../pack.schema.ts";
import type { AuthoringAgents, Solved } from "./authoring.port.ts";
import type { DraftNode, StoredDraft, StoredPart } from "./draft.schema.ts";
import { checkExplanation, checkItem } from "./item-checks.ts";
import { passagesFor } from "./passages-for.ts";
import { withoutInstructions } from "./source-sentences.ts";

/** What a solver is given to read beside the passages that a question says it was made from; a model's attention is no longer. */
const SOLVER_PASSAGES = 12;

export interface CheckParts {
  readonly draft: Pick<StoredDraft, "tenant_id" | "language">;
  readonly node: DraftNode;
  /** All of the draft, in order. */
  readonly parts: readonly StoredPart[];
  /** All that the draft is made from. */
  readonly passages: readonly Passage[];
  /** Which of the parts to check. */
  readonly which: (part: StoredPart) => boolean;
}

/** Runs the checks of parts of a node. A part that fails one, and that nobody has decided, is held back; one that holds is open again. */
export async function checkParts(
  { agents }: { readonly agents: Pick<AuthoringAgents, "solve" | "grade"> },
  { draft, node, parts, passages, which }: CheckParts,
): Promise<{ readonly parts: StoredPart[]; readonly cost_nanousd: number }> {
  const sources = withoutInstructions(passages);
  const checked: StoredPart[] = [];
  let cost_nanousd = 0;
  for (const part of parts.filter(which)) {
    const { content } = part;
    if (content.kind === "explanation") checked.push(withChecks(part, checkExplanation(part, parts, passages)));
    else {
      const { item } = content;
      const options = item.form === "choice" ? item.options.map(({ id, text }) => ({ id, text })) : [];
      const question = { language: draft.language, form: item.form, prompt: item.prompt, options };
      const asked = [item.prompt, ...options.map(({ text }) => text)].join("\n\n");
      const nearest = new Set(passagesFor(asked, sources, SOLVER_PASSAGES).map(({ passage_id }) => passage_id));
      const given = sources.filter(({ passage_id }) => nearest.has(passage_id) || part.passage_ids.includes(passage_id));
      const solved = await agents.solve(draft.tenant_id, question, given);
      cost_nanousd += solved.cost_nanousd;
      const solver = judgeSolvers(solved.output, (reply) => agents.grade(draft.language, node, item, reply));
      checked.push(withChecks(part, [solver, ...checkItem(part, node, parts, passages)]));
    }
  }
  return { parts: checked, cost_nanousd };
}

/** The key is confirmed when somebody found the answer in the passages, and everybody who did is right by it. */
function judgeSolvers(solved: readonly Solved[], grade: (reply: string) => ReturnType<AuthoringAgents["grade"]>): ItemCheck {
  const replies = solved.flatMap(({ reply }) => (reply === null ? [] : [reply]));
  const other = replies.find((reply) => grade(reply) !== "right");
  if (other !== undefined)
    return { check: "solver", holds: false, detail: `Read from the passages alone, the answer comes out otherwise: “${clip(other)}”` };
  return replies.length === 0
    ? { check: "solver", holds: false, detail: "The passages alone do not give the answer clearly enough." }
    : {
        check: "solver",
        holds: true,
        detail: `Answered from the passages alone, without the key, the same way (${replies.length} of ${solved.length}).`,
      };
}

function withChecks(part: StoredPart, checks: readonly ItemCheck[]): StoredPart {
  const holds = checks.every((check) => check.holds);
  const isUndecided = part.decision === "open" || part.decision === "held_back";
  return { ...part, checks: [...checks], decision: isUndecided ? (holds ? "open" : "held_back") : part.decision };
}

/** Checks that a person may not overrule: a wrong key, a key that is told, a claim without a source. */
const BINDING: ReadonlySet<ItemCheck["check"]> = new Set(["solver", "leak", "grounded"]);

/** What keeps a part from being approved; null when a person may. */
export function whyNotApprovable({ checks }: StoredPart): string | null {
  return checks.find(({ check, holds }) => !holds && BINDING.has(check))?.detail ?? null;
}

/** The item with another prompt and another key, as a person wrote them; the key of a choice is the letter of its right option. Null when the key does not fit the form. */
export function editItem(item: Item, text: string, key: string | null): Item | null {
  const prompted = { ...item, prompt: text };
  if (key === null) return prompted;
  switch (prompted.form) {
    case "choice": {
      const letter = key.trim().toLowerCase();
      if (!prompted.options.some(({ id }) => id === letter)) return null;
      return { ...prompted, options: prompted.options.map((option) => ({ ...option, correct: option.id === letter })) };
    }
    case "numeric":
      return /^-?\d+(\.\d+)?(\/\d+)?$/.test(key.trim()) ? { ...prompted, value: key.trim() } : null;
    case "open":
    case "code":
      return { ...prompted, key };
  }
}

const clip = (text: string): string => (text.length <= 160 ? text : `${text.slice(0, 157)} …`);
