import type { z } from "zod";

/** The four roles of a lesson, by the names that logs, routes and screens use. */
export type AgentName = "path_generator" | "evaluator" | "tutor" | "reviewer";

/**
 * One prompt for any chat model. `system` is the static prefix: the same bytes for every call of this agent in this language, so that
 * providers can cache it. `user` carries everything that differs; text from learners and documents is marked there as data.
 */
export interface Prompt {
  readonly system: string;
  readonly user: string;
}

/** Something a code check found or set right in an output; recorded with the event. */
export interface Correction {
  /** A stable name, e.g. `quoted_not_verbatim`. */
  readonly check: string;
  /** One sentence for the log and the teacher; no secrets. */
  readonly detail: string;
}

/** An output after the code checks: what may be used, and what was changed to get there. */
export interface Checked<O> {
  readonly output: O;
  readonly corrections: readonly Correction[];
}

/**
 * A role as data: three pure functions around one call. `embedded` computes the same output with no model and cannot fail; `check` is applied to
 * whatever a model said (and to the embedded output) before anyone uses it. Roles beside the four of a lesson give their name as `N`.
 */
export interface Agent<I, O, N extends string = AgentName> {
  readonly name: N;
  readonly temperature: number;
  /** The most tokens that an honest answer has: what a call may cost goes by it. */
  readonly max_output_tokens: number;
  readonly output_schema: z.ZodType<O>;
  prompt(input: I): Prompt;
  embedded(input: I): O;
  check(input: I, output: O): Checked<O>;
}
