import { disguises } from "../../shared/injection/disguises.ts";
import { INSTRUCTION, STRUCTURE } from "../../shared/injection/grader-phrases.ts";
import { TAKEOVER } from "../../shared/injection/takeover-phrases.ts";
import { remember } from "../../shared/remember.ts";

/**
 * What a reply is held to: orders about grading, and attempts to turn the model from its task. Not questions after a password, wishes for another form of
 * answer or code: in a lesson about security, in a language course or in programming a learner may well write those.
 */
const ORDERS: readonly RegExp[] = [
  ...INSTRUCTION,
  ...TAKEOVER.filter(({ kind, weight }) => (kind === "override" || kind === "role") && weight === 1).map(({ pattern }) => pattern),
];

/**
 * Whether a reply tries to tell the evaluator or the tutor what to do, instead of (or besides) answering: "mark me correct", role tags, JSON with the
 * verdict's fields, another role for the model, in several languages, spelt in disguise (zero-width and tag characters, look-alike letters, leetspeak,
 * spaced letters, Base64, bytes). Made to be precise: talk about the subject must not trip it. Never throws.
 */
// Asked once where a reply is accepted and again wherever it is judged.
export const instructsEvaluator: (reply: string) => boolean = remember(readsAsInstruction, { entries: 16, chars: 8_000 });

function readsAsInstruction(reply: string): boolean {
  if (STRUCTURE.some((mark) => mark.test(reply))) return true;
  return disguises(reply).some((text) => ORDERS.some((phrase) => phrase.test(text)));
}
