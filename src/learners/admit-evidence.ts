import { err, ok, type Result } from "../shared/result.ts";
import type { EvidenceError } from "./evidence-error.ts";
import type { Answer, Evidence } from "./evidence.schema.ts";

export interface AdmitInput {
  readonly event: Evidence;
  /** What is stored under the same id. */
  readonly same_id: Evidence | null;
  /** For a correction: the answer that it names, if there is one. */
  readonly target: Answer | null;
  /** The instant of the last event stored; null before the first. */
  readonly last_at: string | null;
  readonly isKnownSkill: (skill: string) => boolean;
}

export type Admitted =
  /** To be stored at the end of the log. `held_ms` > 0: its clock stood that far behind the last event's; it is kept at that one's instant. */
  | { readonly kind: "new"; readonly event: Evidence; readonly held_ms: number }
  /** The same event once more: nothing is stored, nothing counts twice. */
  | { readonly kind: "repeat" };

/**
 * Whether an event joins a learner's log. The log is ordered by arrival; what arrives twice counts once; a clock that went backwards loses nothing.
 * Errors: `id_reused` (another event under the same id), `unknown_skill`, `unknown_answer` (a correction of nothing), `skill_differs`.
 */
export function admitEvidence({ event, same_id, target, last_at, isKnownSkill }: AdmitInput): Result<Admitted, EvidenceError> {
  // The stored instant may have been held, and the learner's standing added: they are no part of what makes two events the same.
  if (same_id) {
    return sameBut(event, same_id)
      ? ok({ kind: "repeat" })
      : err({ code: "id_reused", detail: `The id ${event.id} was used for another event.` });
  }
  if (!isKnownSkill(event.skill)) return err({ code: "unknown_skill", detail: `There is no skill ${event.skill}.` });
  if (event.type === "correction") {
    if (!target) return err({ code: "unknown_answer", detail: `There is no answer ${event.corrects} to correct.` });
    if (target.skill !== event.skill)
      return err({ code: "skill_differs", detail: `The answer ${event.corrects} is about ${target.skill}, not ${event.skill}.` });
  }
  const held = last_at === null ? 0 : Math.max(0, Date.parse(last_at) - Date.parse(event.at));
  return ok({ kind: "new", event: held > 0 && last_at !== null ? { ...event, at: last_at } : event, held_ms: held });
}

function sameBut(one: Evidence, other: Evidence): boolean {
  const told = (event: Evidence): string => canonical({ ...event, at: "", standing: null });
  return told(one) === told(other);
}

/** JSON with sorted names, so that two equal events have one text. */
function canonical(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  return `{${Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`)
    .join(",")}}`;
}
