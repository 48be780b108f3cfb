import { leaks } from "../../curriculum/leak.ts";
import type { Item } from "../../curriculum/pack.schema.ts";
import { contentStems } from "../../curriculum/text.ts";
import type { Checked, Correction } from "../agent.ts";
import type { EvaluatorInput } from "../inputs.ts";
import { embeddedEvaluate } from "./embedded-evaluator.ts";
import type { Evaluation } from "./evaluator.schema.ts";
import { instructsEvaluator } from "./instructs-evaluator.ts";
import { contradictsItself, isWordPile } from "./stuffing.ts";

/** A reply called correct must share at least this much with key and key points, when no key point was found in it. */
const SUPPORT_SHARE = 0.2;
const SUPPORT_WORDS = 2;

interface Context {
  readonly input: EvaluatorInput;
  /** What code makes of the same reply. */
  readonly own: Evaluation;
}

/** One check: what to change and why, or null when the evaluation stands. */
type Check = (evaluation: Evaluation, context: Context) => { readonly change: Partial<Evaluation>; readonly detail: string } | null;

/** In this order; each sees what the ones before it left. */
const CHECKS: readonly (readonly [string, Check])[] = [
  ["unknown_key_point", dropUnknownPoints],
  ["unknown_misconception", dropUnknownMisconception],
  ["exact_form", decideExactForms],
  ["not_judged", judgeWhatWasNot],
  ["quoted_not_verbatim", requireVerbatimQuote],
  ["self_contradiction", resolveContradiction],
  ["unsupported", requireSupport],
  ["step_item", holdAtStep],
  ["cue_gives_key_away", replaceTellingCue],
];

/**
 * Code decides, models suggest: whatever an evaluation says, what comes out of here does not contradict itself, names only what exists, gives no key away,
 * and advances only on a verbatim, non-empty quote from a reply that did not try to instruct the evaluator. Each change is recorded by name.
 */
export function checkEvaluation(input: EvaluatorInput, output: Evaluation): Checked<Evaluation> {
  const own = embeddedEvaluate(input);
  if (instructsEvaluator(input.reply)) {
    const changed = output.should_advance || output.evaluation !== "n/a" || output.user_intent !== "attempt_answer";
    const detail = "The reply tries to instruct the evaluator; it is neither right nor wrong and does not advance.";
    return { output: own, corrections: changed ? [{ check: "instructs_evaluator", detail }] : [] };
  }
  const corrections: Correction[] = [];
  let evaluation = output;
  for (const [check, run] of CHECKS) {
    const found = run(evaluation, { input, own });
    if (!found) continue;
    evaluation = { ...evaluation, ...found.change };
    corrections.push({ check, detail: found.detail });
  }
  return { output: evaluation, corrections };
}

const pointsOf = (item: Item | null) => (item && (item.form === "open" || item.form === "code") ? item.key_points : []);

function dropUnknownPoints({ key_points_met, key_points_missed }: Evaluation, { input }: Context): ReturnType<Check> {
  const known = new Set(pointsOf(input.item).map(({ id }) => id));
  if (known.size === 0) return null;
  const met = [...new Set(key_points_met)].filter((id) => known.has(id));
  const missed = [...new Set(key_points_missed)].filter((id) => known.has(id) && !met.includes(id));
  const dropped = key_points_met.length + key_points_missed.length - met.length - missed.length;
  return dropped === 0
    ? null
    : { change: { key_points_met: met, key_points_missed: missed }, detail: `${dropped} key points were unknown or named twice.` };
}

function dropUnknownMisconception({ misconception_id }: Evaluation, { input }: Context): ReturnType<Check> {
  if (misconception_id === null || input.misconceptions.some(({ id }) => id === misconception_id)) return null;
  return { change: { misconception_id: null }, detail: "The misconception named is not one of this node's." };
}

/** Options and numbers are judged exactly by code; a model's opinion of them adds nothing but error. So the quote is code's as well when the model's is not verbatim. */
function decideExactForms(evaluation: Evaluation, { input, own }: Context): ReturnType<Check> {
  if (input.item?.form !== "choice" && input.item?.form !== "numeric") return null;
  const agrees =
    evaluation.user_intent === own.user_intent &&
    evaluation.evaluation === own.evaluation &&
    evaluation.should_advance === own.should_advance;
  const isQuoted = own.quoted === "" || (evaluation.quoted.trim() !== "" && input.reply.includes(evaluation.quoted.trim()));
  return agrees && isQuoted ? null : { change: own, detail: `By its form the reply is ${own.user_intent}, ${own.evaluation}.` };
}

/** An attempt at an item with a key gets a verdict. */
function judgeWhatWasNot({ user_intent, evaluation }: Evaluation, { input, own }: Context): ReturnType<Check> {
  if (input.item === null || user_intent !== "attempt_answer" || evaluation !== "n/a") return null;
  return { change: own, detail: "An attempt was left without a verdict although the item has a key." };
}

function requireVerbatimQuote({ quoted, user_intent }: Evaluation, { input }: Context): ReturnType<Check> {
  const trimmed = quoted.trim();
  if (trimmed === "" && user_intent !== "attempt_answer")
    return quoted === "" ? null : { change: { quoted: "" }, detail: "The quote was blank." };
  if (trimmed !== "" && input.reply.includes(trimmed))
    return trimmed === quoted ? null : { change: { quoted: trimmed }, detail: "White space around the quote was dropped." };
  return { change: { quoted: "", should_advance: false }, detail: "The words quoted are not a span of the reply." };
}

function resolveContradiction(evaluation: Evaluation, { input, own }: Context): ReturnType<Check> {
  const { user_intent, evaluation: verdict, should_advance } = evaluation;
  if (user_intent !== "attempt_answer") {
    if (verdict === "n/a" && !should_advance) return null;
    return {
      change: { evaluation: "n/a", should_advance: false },
      detail: `${user_intent} came with ${verdict}${should_advance ? " and should_advance" : ""}; it is not counted.`,
    };
  }
  const mayAdvance = verdict === "correct" || (verdict === "n/a" && input.item === null && input.remediation_round >= 1);
  if (verdict === "correct" && evaluation.key_points_missed.length > 0) {
    if (own.evaluation === "correct")
      return { change: { key_points_missed: [], missing_cue: null }, detail: "Correct, yet key points were listed as missed." };
    return { change: { evaluation: "partial", should_advance: false }, detail: "Correct, yet key points were listed as missed." };
  }
  return should_advance && !mayAdvance ? { change: { should_advance: false }, detail: `should_advance came with ${verdict}.` } : null;
}

/** Called correct, but it says nothing of what the key says: a slip of the model, or words that were meant to please it. */
function requireSupport({ evaluation }: Evaluation, { input, own }: Context): ReturnType<Check> {
  const { item, reply } = input;
  if (evaluation !== "correct" || !item || (item.form !== "open" && item.form !== "code")) return null;
  if (own.user_intent === "stuck") return { change: own, detail: "The learner said that they do not know." };
  const vocabulary = new Set(contentStems(`${item.prompt}\n${item.key}`));
  if (item.form === "open" && (contradictsItself(reply) || isWordPile(reply, vocabulary, input.language)))
    return { change: { evaluation: "partial", should_advance: false }, detail: "The reply says everything at once." };
  if (own.key_points_met.length > 0) return null;
  const said = contentStems(reply);
  const known = new Set(contentStems([item.key, ...item.key_points.map(({ text }) => text)].join("\n")));
  const shared = said.filter((word) => known.has(word)).length;
  if (shared >= SUPPORT_WORDS && shared / said.length >= SUPPORT_SHARE) return null;
  const missed = item.key_points.map(({ id }) => id);
  const change: Partial<Evaluation> = {
    evaluation: "wrong",
    should_advance: false,
    key_points_met: [],
    key_points_missed: missed,
    missing_cue: own.missing_cue,
  };
  return { change, detail: "Nothing of the key is in the reply." };
}

/** A small step answered right leads back to the whole, not onward. */
function holdAtStep({ should_advance }: Evaluation, { input }: Context): ReturnType<Check> {
  return should_advance && input.item?.role === "step"
    ? { change: { should_advance: false }, detail: "A smaller step never advances the node." }
    : null;
}

function replaceTellingCue({ missing_cue, key_points_missed }: Evaluation, { input }: Context): ReturnType<Check> {
  const { item } = input;
  if (missing_cue === null || item === null || leaks(missing_cue, item) === null) return null;
  const authored = pointsOf(item).find(({ id }) => key_points_missed.includes(id))?.cue ?? item.cue;
  return { change: { missing_cue: leaks(authored, item) === null ? authored : null }, detail: "The cue told what it should point at." };
}
