import type { Item } from "../../curriculum/pack.schema.ts";
import { parsePattern } from "../../curriculum/rubric.ts";
import { findInstructions } from "../../shared/injection/find-instructions.ts";
import type { Checked, Correction } from "../agent.ts";
import { type AuthorInput, passagesOf } from "./author-prompt.ts";
import type { AuthorOutput } from "./author.schema.ts";

/**
 * What of an author's node can be used at all: items whose patterns can be read, whose options and misconceptions exist, that name passages which were given, and
 * that do not read like orders to a model. Whether they are right and tell nothing is found out later, by solvers and by code.
 */
export function checkAuthor(input: AuthorInput, output: AuthorOutput): Checked<AuthorOutput> {
  const known = new Set(input.lesson.sentences.map(({ passage_id }) => passage_id));
  const nodes = new Set(input.lesson.nodes.map(({ id }) => id));
  const isClosing = input.lesson.nodes.some(({ id, kind }) => id === input.node_id && kind === "closing");
  const nearest = isClosing ? undefined : passagesOf(input)[0];
  const corrections: Correction[] = [];
  const misconceptions = output.misconceptions.filter(({ match }) => match.every((pattern) => canBeRead(pattern, "text")));
  const items = output.items.flatMap((written) => {
    const problem = problemOf(written.item);
    const passage_ids = written.passage_ids.filter((id) => known.has(id));
    if (problem !== null || passage_ids.length === 0) {
      corrections.push({ check: "item_dropped", detail: problem ?? "It names no passage that was given." });
      return [];
    }
    const item = withKnownMisconceptions(written.item, new Set(misconceptions.map(({ id }) => id)));
    return [{ item, needs: written.needs.filter((id) => nodes.has(id) && id !== input.node_id), passage_ids }];
  });
  const explanations = output.explanations
    .filter(({ text }) => findInstructions(text).length === 0)
    .filter(({ approach }, at, all) => all.findIndex((other) => other.approach === approach) === at)
    .map((explanation) => ({
      ...explanation,
      passage_ids: withFallback(
        explanation.passage_ids.filter((id) => known.has(id)),
        nearest?.id,
      ),
    }));
  return { output: { ...output, explanations, misconceptions, items }, corrections };
}

function problemOf(item: Item): string | null {
  if (findInstructions([item.prompt, item.key, ...item.hints].join("\n\n")).length > 0) return "It reads like an order to a model.";
  if (item.form === "code") return "Questions for code are not made from documents.";
  if (item.form === "choice" && item.options.filter(({ correct }) => correct).length !== 1) return "It has not exactly one right option.";
  if (item.role !== "step" && item.hints.length !== 4) return "It has no ladder of four hints.";
  if (item.form === "open" && !item.key_points.every(({ match }) => match.every((pattern) => canBeRead(pattern, "text"))))
    return "A pattern cannot be read.";
  return null;
}

function canBeRead(pattern: string, mode: "text"): boolean {
  try {
    parsePattern(pattern, mode);
    return true;
  } catch {
    return false;
  }
}

function withKnownMisconceptions(item: Item, known: ReadonlySet<string>): Item {
  if (item.form === "numeric") return { ...item, wrong_values: item.wrong_values.filter(({ misconception }) => known.has(misconception)) };
  if (item.form !== "choice") return item;
  const options = item.options.map(({ misconception, ...option }) =>
    misconception !== undefined && known.has(misconception) ? { ...option, misconception } : option,
  );
  return { ...item, options };
}

const withFallback = (ids: readonly string[], id: string | undefined): string[] => (ids.length > 0 || id === undefined ? [...ids] : [id]);
