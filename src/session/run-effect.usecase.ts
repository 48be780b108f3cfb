import type { Agent, Correction } from "../agents/agent.ts";
import type { EvaluatorInput, PathGeneratorInput, ReviewerInput, TutorInput } from "../agents/inputs.ts";
import type { Evaluation } from "../agents/evaluator/evaluator.schema.ts";
import type { PathsOutput } from "../agents/path-generator/path-generator.schema.ts";
import type { Review } from "../agents/reviewer/reviewer.schema.ts";
import type { SourceAnswer } from "../agents/source-answer.schema.ts";
import { checkDraft } from "../agents/tutor/check-draft.ts";
import type { TutorOutput } from "../agents/tutor/tutor.schema.ts";
import type { Pack } from "../curriculum/pack.schema.ts";
import type { Account } from "../llm/account.port.ts";
import type { Guard } from "../llm/guard/guard.port.ts";
import type { Models, SimilarQuestion } from "../llm/models.port.ts";
import type { Clock } from "../shared/clock.ts";
import { describeError } from "../shared/describe-error.ts";
import type { Logger } from "../shared/logger.ts";
import {
  buildEvaluatorInput,
  buildPathGeneratorInput,
  buildReviewerInput,
  buildTutorInput,
  otherSteps,
  type SessionMaterial,
} from "./build-inputs.ts";
import type { CourseSources } from "./course-sources.port.ts";
import { type Effect, type EffectResult, type ResultHead, turnId } from "./effects.ts";
import { offerPlacement } from "./offer-placement.ts";
import { opensNode } from "./opens-node.ts";
import { questionToShare } from "./question-to-share.ts";
import type { SessionState, Source } from "./state.schema.ts";
import { type DraftPiece, streamDraft } from "./stream-draft.ts";

/** The four roles that a session needs. */
export interface Agents {
  readonly path_generator: Agent<PathGeneratorInput, PathsOutput>;
  readonly evaluator: Agent<EvaluatorInput, Evaluation>;
  readonly tutor: Agent<TutorInput, TutorOutput>;
  readonly reviewer: Agent<ReviewerInput, Review>;
}

/** How long things may take, in ms: what is late is answered by the embedded counterpart. */
export interface Deadlines {
  readonly effect_ms: number;
  readonly turn_ms: number;
}

export interface RunEffectDeps {
  readonly models: Models;
  readonly agents: Agents;
  readonly clock: Clock;
  readonly deadlines: Deadlines;
  /** Who pays for this session's calls, once there is a session; undefined: nobody counts. */
  readonly account?: () => Account | undefined;
  /** Keeps what is personal from leaving; undefined: there is nothing to keep it with. */
  readonly guard?: () => Guard | undefined;
  /** Looks in the documents of a lesson's course; undefined: no lesson has any. */
  readonly sources?: CourseSources;
  readonly logger?: Logger;
}

export type Activity = (agent: Agent<never, unknown>["name"], status: "started" | "retrying" | "fell_back" | "finished") => void;

export interface RunEffectInput {
  readonly state: SessionState;
  readonly effect: Effect;
  readonly material: SessionMaterial;
  /** The whole pack; asked for only when paths are generated and when the learner asks something. */
  readonly pack: () => Pack | null;
  readonly onActivity: Activity;
  readonly signal: AbortSignal;
  /** Hears a draft's sentences as they are written, where delivery streams. */
  readonly onPiece: (piece: DraftPiece) => void;
  /** Whether a learner waits for it, or it is drafted ahead. */
  readonly purpose: "turn" | "speculation";
}

const BY_CODE: Source = { kind: "code", route: "code", late: false, attempts: [] };

/**
 * Runs the one pending effect: builds the agent's input from the state, asks the door to models, applies the code checks, and returns the
 * result to be decided upon. It writes nothing. Whatever the providers do it returns a result, because every route ends in `embedded`.
 */
export async function runEffect(deps: RunEffectDeps, input: RunEffectInput): Promise<EffectResult> {
  const { state, effect, material } = input;
  const { phase } = state;
  switch (effect.type) {
    case "generate_paths": {
      // A review's one path was made by code.
      const options = { embedded_only: state.lesson_context.purpose !== undefined };
      const pack = input.pack();
      const { output, head } = await ask(deps, input, deps.agents.path_generator, buildPathGeneratorInput(state, pack), options);
      const paths = output.paths.map((path) => ({ ...path, approach: path.approach ?? null, minutes: path.minutes ?? null }));
      return { type: "paths", ...head, paths: offerPlacement(paths, pack, state.lesson_context) };
    }

    case "evaluate": {
      const { output, head } = await ask(deps, input, deps.agents.evaluator, buildEvaluatorInput(state, material));
      return { type: "evaluation", ...head, evaluation: output };
    }

    case "draft": {
      if (phase.type !== "drafting") throw new Error(`Nothing to draft in ${phase.type}.`);
      const sources = phase.reason === "answer_question" ? await lookInSources(deps, input) : undefined;
      // Only a question looks beyond its own step: every other turn reads one node.
      const other_steps = phase.reason === "answer_question" ? otherSteps(state, input.pack()) : undefined;
      const tutorInput = { ...buildTutorInput(state, phase, material), sources, other_steps };
      // No draft of this turn has passed the hard checks and this is the last one: it comes from the embedded tutor.
      const lastChance = state.last_feedback_loop.retry_count >= state.settings.max_retries && phase.safe_draft === null;
      // A review asks before it explains, so what opens its nodes is the sentence that code wrote. One more question, or one before the teaching, needs no explanation either.
      const opensReview = state.lesson_context.purpose !== undefined && opensNode(phase.reason);
      const asksOnly = opensReview || phase.reason === "practise" || phase.reason === "probe";
      const { tutor } = deps.agents;
      const { output, head } = await ask(deps, input, tutor, tutorInput, {
        embedded_only: lastChance || asksOnly,
        onText: state.settings.delivery === "stream" ? streamDraft(tutorInput, input.onPiece) : undefined,
        similar: questionToShare(state, tutorInput, tutor),
      });
      return { type: "draft", ...head, draft: { ...output, item_id: tutorInput.item?.id ?? null, strategy: tutorInput.strategy, sources } };
    }

    case "review": {
      if (phase.type !== "reviewing") throw new Error(`Nothing to review in ${phase.type}.`);
      const isEmbedded = phase.draft_source !== "model";
      // Material that people wrote and checked is held to the hard checks only; a model's draft to all of them.
      const findings = checkDraft(buildTutorInput(state, phase, material), phase.draft).filter((finding) => finding.hard || !isEmbedded);
      if (findings.length > 0) {
        const feedback = findings.map((finding) => finding.detail).join(" ");
        return {
          type: "review",
          effect_seq: effect.effect_seq,
          source: BY_CODE,
          corrections: [],
          prompt_hash: null,
          approved: false,
          feedback,
          principles: null,
          findings,
        };
      }
      const { output, head } = await ask(deps, input, deps.agents.reviewer, buildReviewerInput(state, phase, material), {
        embedded_only: isEmbedded,
      });
      return { type: "review", ...head, approved: output.approved, feedback: output.feedback, principles: output.principles, findings: [] };
    }
  }
}

/** What the course's documents say to the learner's question; undefined where there is no course, or where nobody could look: a lesson goes on without. */
async function lookInSources({ sources, logger }: RunEffectDeps, { state, material }: RunEffectInput): Promise<SourceAnswer | undefined> {
  const course_id = material.outline?.course_id;
  const question = state.last_reply?.text;
  if (!sources || course_id === undefined || question === undefined || state.last_reply?.instructs_evaluator === true) return undefined;
  try {
    return await sources.answer(course_id, question, state.lesson_context.language);
  } catch (error) {
    logger?.error("sources_not_reached", { course_id, reason: describeError(error) });
    return undefined;
  }
}

interface AskOptions {
  readonly embedded_only?: boolean;
  /** Hears the answer grow. */
  readonly onText?: ((text: string) => void) | undefined;
  /** Somebody else's answer to the same question may do. */
  readonly similar?: SimilarQuestion | undefined;
}

async function ask<I, O>(
  deps: RunEffectDeps,
  { state, effect, onActivity, signal, purpose }: RunEffectInput,
  agent: Agent<I, O>,
  agentInput: I,
  { embedded_only = false, onText, similar }: AskOptions = {},
): Promise<{ output: O; head: ResultHead }> {
  onActivity(agent.name, "started");
  const account = deps.account?.();
  const guard = deps.guard?.();
  const elapsed = deps.clock.now() - Date.parse(effect.turn.started_at);
  const answer = await deps.models.answer({
    agent: agent.name,
    temperature: agent.temperature,
    prompt: () => agent.prompt(agentInput),
    schema: agent.output_schema,
    embedded: () => agent.embedded(agentInput),
    deadline_ms: Math.min(deps.deadlines.effect_ms, deps.deadlines.turn_ms - elapsed),
    embedded_only: embedded_only || effect.turn.embedded_only,
    signal,
    onActivity: (status) => onActivity(agent.name, status),
    ...(onText && { onText }),
    ...(account && { account }),
    ...(guard && { guard }),
    ...(similar && { similar }),
    purpose,
    turn_id: turnId(state, effect),
    is_shareable: isShareable(state),
    max_output_tokens: agent.max_output_tokens,
  });
  const checked = agent.check(agentInput, answer.output);
  onActivity(agent.name, "finished");
  const corrections: Correction[] = [...checked.corrections];
  const source: Source = { ...answer.source, attempts: [...answer.source.attempts] };
  return {
    output: checked.output,
    head: { effect_seq: effect.effect_seq, source, corrections, prompt_hash: answer.prompt_hash, cost_nanousd: answer.cost_nanousd },
  };
}

/** Whether prompts of this phase hold nothing but a pack: the plan of a lesson, and messages that open a node. What answers a learner is theirs alone. */
function isShareable({ phase, lesson_context, last_feedback_loop }: SessionState): boolean {
  if (lesson_context.basis !== "pack" || last_feedback_loop.reviewer_notes !== null) return false;
  if (phase.type === "planning") return true;
  return (phase.type === "drafting" || phase.type === "reviewing") && opensNode(phase.reason);
}
