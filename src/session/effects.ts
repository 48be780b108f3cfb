import type { Correction } from "../agents/agent.ts";
import type { Evaluation } from "../agents/evaluator/evaluator.schema.ts";
import type { Draft } from "../agents/inputs.ts";
import type { Finding } from "../agents/tutor/check-draft.ts";
import type { Path } from "../protocol/lesson.schema.ts";
import type { SessionState, Source, Turn } from "./state.schema.ts";

/** The one thing to do next, derived from the state alone. Bounded and serialisable. */
export interface Effect {
  readonly type: "generate_paths" | "draft" | "review" | "evaluate";
  readonly effect_seq: number;
  readonly turn: Turn;
}

/** The pending effect of a state; null when the session waits for the learner or is over. */
export function pendingEffect(state: SessionState): Effect | null {
  const { phase } = state;
  switch (phase.type) {
    case "planning":
      return { type: "generate_paths", effect_seq: phase.effect_seq, turn: phase.turn };
    case "drafting":
      return { type: "draft", effect_seq: phase.effect_seq, turn: phase.turn };
    case "reviewing":
      return { type: "review", effect_seq: phase.effect_seq, turn: phase.turn };
    case "evaluating":
      return { type: "evaluate", effect_seq: phase.effect_seq, turn: phase.turn };
    case "choosing_path":
    case "awaiting_reply":
    case "completed":
    case "abandoned":
      return null;
  }
}

/** Names the turn that an effect belongs to: the same for all its calls, in telemetry. */
export function turnId({ session_id }: SessionState, { turn }: Effect): string {
  return `${session_id}:${turn.started_at}`;
}

/** What every result carries back into the log. */
export interface ResultHead {
  readonly effect_seq: number;
  readonly source: Source;
  readonly corrections: Correction[];
  readonly prompt_hash: string | null;
  /** What it took to make, in nano-dollars; not part of the log. */
  readonly cost_nanousd?: number;
}

/** The outcome of one effect. It counts only while its `effect_seq` is the one that the phase waits for. */
export type EffectResult =
  | (ResultHead & { readonly type: "paths"; readonly paths: Path[] })
  | (ResultHead & { readonly type: "draft"; readonly draft: Draft })
  | (ResultHead & {
      readonly type: "review";
      readonly approved: boolean;
      readonly feedback: string;
      readonly principles: Readonly<Record<string, number>> | null;
      readonly findings: Finding[];
    })
  | (ResultHead & { readonly type: "evaluation"; readonly evaluation: Evaluation });

/** The result type that answers each effect. */
export const RESULT_OF = { generate_paths: "paths", draft: "draft", review: "review", evaluate: "evaluation" } as const satisfies Record<
  Effect["type"],
  EffectResult["type"]
>;
