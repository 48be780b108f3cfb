import { toIso } from "../shared/clock.ts";
import { describeError } from "../shared/describe-error.ts";
import type { Logger } from "../shared/logger.ts";
import { type Ahead, aheadSchema } from "./ahead.schema.ts";
import type { AheadStore } from "./ahead.store.ts";
import { buildEvaluatorInput, buildTutorInput, type SessionMaterial } from "./build-inputs.ts";
import type { Evaluation } from "../agents/evaluator/evaluator.schema.ts";
import { type Effect, type EffectResult, pendingEffect, turnId } from "./effects.ts";
import { foreseeEvents, foreseeNext, likelyVerdicts, nameDraft, standsFor } from "./foresee.ts";
import { opensNode } from "./opens-node.ts";
import { type Activity, type RunEffectDeps, runEffect } from "./run-effect.usecase.ts";
import type { SessionState, Source } from "./state.schema.ts";
import type { Turns } from "./turns.ts";
import { createPieceTap, type DraftPiece, type PieceTap } from "./stream-draft.ts";
import { decideResult } from "./transition.ts";

export interface LookAheadDeps extends RunEffectDeps {
  readonly logger: Logger;
  /** Called before the first call of a draft: the place to make sure that somebody goes on after a crash. */
  readonly onPending: () => Promise<void>;
  readonly store: AheadStore;
  readonly turns: Turns;
  readonly onActivity: Activity;
  /** Hears the sentences of a draft that is being waited for, where delivery streams. */
  readonly onPiece: (piece: DraftPiece) => void;
  /** The session's material for a node of its path. */
  readonly material: (state: SessionState) => SessionMaterial;
}

/**
 * Works ahead while the learner thinks, so that a turn waits for fewer models. It decides nothing and writes nothing to the log: what it prepared is used only
 * if the state asks for the very same draft, and otherwise never existed. In a crowd it stands back.
 */
export interface LookAhead {
  /** Drafts and reviews the message of the next node, unless that is done or no model would be asked. Never rejects. */
  prepareNext(state: SessionState): Promise<void>;
  /**
   * Called as the evaluator begins. The embedded evaluator foretells the verdict: if the learner gets on, the next node's message is made sure of; if not,
   * the remediation draft starts now, beside the evaluation, and where the forecast is unsure a second one for the label beside it. Resolves when they are
   * started; never rejects.
   */
  workAlongside(state: SessionState, effect: Effect): Promise<void>;
  /** What was prepared for this pending effect, waiting for it if it is under way; null when there is nothing that fits. */
  take(state: SessionState, effect: Effect): Promise<EffectResult | null>;
  /** Stops whatever is under way: the session is over. */
  stop(): void;
}

const BY_FORECAST: Source = { kind: "embedded", route: "embedded", late: false, attempts: [] };

/** Something under way, by the name of the draft it makes. */
interface Flight<T> {
  readonly name: string;
  readonly result: Promise<T | null>;
  /** What was written so far, for when somebody waits for it. */
  readonly tap: PieceTap;
  stop(): void;
}

/** A remedy under way, and the verdict that it is drafted for. */
interface Remedy extends Flight<EffectResult> {
  readonly verdict: Evaluation;
}

/** Builds the look-ahead of one session. */
export function createLookAhead(deps: LookAheadDeps): LookAhead {
  const { store, clock, logger, models, turns } = deps;
  /** Undefined until it is read from the store. */
  let ahead: Ahead | null | undefined;
  let next: Flight<Ahead> | null = null;
  /** The draft that was tried in vain: trying again would cost the same and most likely end the same. */
  let failed: string | null = null;
  let remedies: readonly Remedy[] = [];
  /** How often the turn itself came to draft a message that opens a node: whoever was still getting ready to do so ahead is too late. */
  let openings = 0;

  const kept = (): Ahead | null => {
    if (ahead === undefined) ahead = store.load();
    return ahead;
  };

  function start<T>(name: string, work: (signal: AbortSignal, tap: PieceTap) => Promise<T | null>): Flight<T> {
    const abort = new AbortController();
    const tap = createPieceTap();
    const result = work(abort.signal, tap).catch((error: unknown) => {
      logger.warn("look_ahead_failed", { reason: describeError(error) });
      return null;
    });
    return { name, result, tap, stop: () => abort.abort() };
  }

  function runAhead(state: SessionState, effect: Effect, signal: AbortSignal, tap: PieceTap): Promise<EffectResult> {
    const material = deps.material(state);
    const onPiece = (piece: DraftPiece): void => tap.add(piece);
    return runEffect(deps, { state, effect, material, pack: () => null, onActivity() {}, onPiece, signal, purpose: "speculation" });
  }

  /** One draft and one review: a message that needs more is drafted when it is its turn, and nobody waits longer than without us. */
  async function draftNext(foreseen: SessionState, name: string, signal: AbortSignal, tap: PieceTap): Promise<Ahead | null> {
    const drafting = pendingEffect(foreseen);
    if (!drafting) return null;
    const drafted = await runAhead(foreseen, drafting, signal, tap);
    // The embedded tutor takes no time: nothing is won by keeping what it says.
    if (drafted.type !== "draft" || drafted.source.kind !== "model" || signal.aborted) return null;
    const bodies = decideResult(foreseen, drafted, { now: clock.now(), material: deps.material(foreseen).node });
    const reviewing = foreseeEvents(foreseen, bodies, toIso(clock.now()));
    const effect = pendingEffect(reviewing);
    const reviewed = effect && (await runAhead(reviewing, effect, signal, tap));
    // What the reviewer sent back is kept too: the turn then begins with its second draft, which knows what was wrong with the first.
    return reviewed?.type === "review" && !signal.aborted ? keep(name, drafted, reviewed) : null;
  }

  function keep(name: string, drafted: EffectResult & { type: "draft" }, reviewed: EffectResult & { type: "review" }): Ahead {
    const { type: _draft, draft, ...draftHead } = drafted;
    const { type: _review, approved, feedback, principles, findings, ...reviewHead } = reviewed;
    const made = aheadSchema.parse({
      v: 1,
      name,
      drafted: { type: "tutor_drafted", ...draftHead, draft },
      reviewed: { type: "draft_reviewed", ...reviewHead, approved, feedback, principles, findings },
      draft_nanousd: drafted.cost_nanousd ?? 0,
      review_nanousd: reviewed.cost_nanousd ?? 0,
    });
    store.save(made);
    ahead = made;
    return made;
  }

  async function prepareNext(state: SessionState): Promise<void> {
    try {
      await prepare(state);
    } catch (error) {
      logger.warn("look_ahead_failed", { reason: describeError(error) });
    }
  }

  async function prepare(state: SessionState): Promise<void> {
    const before = openings;
    // Asked first: a lesson without a model ends here after every turn.
    if (turns.isCrowded() || !(await models.worthAsking("tutor", deps.account?.()))) return;
    const foreseen = foreseeNext(state, toIso(clock.now()));
    const name = foreseen && nameOf(foreseen, deps.material(foreseen));
    if (!foreseen || name === null || kept()?.name === name || failed === name) return;
    // Somebody has to come back and pay if we end in the middle.
    if (next?.name !== name) await deps.onPending();
    if (openings !== before) return;
    if (next?.name !== name) {
      next?.stop();
      next = start(name, (signal, tap) => draftNext(foreseen, name, signal, tap));
    }
    const flight = next;
    const made = await flight.result;
    if (next !== flight) return;
    next = null;
    failed = made ? null : name;
  }

  function foretell(state: SessionState, effect: Effect): void {
    const material = deps.material(state);
    const input = buildEvaluatorInput(state, material);
    // Without a key the embedded evaluator can tell nothing.
    if (!input.item) return;
    const { evaluator } = deps.agents;
    const { output: forecast, corrections } = evaluator.check(input, evaluator.embedded(input));
    const head = { effect_seq: effect.effect_seq, source: BY_FORECAST, corrections: [...corrections], prompt_hash: null };
    for (const verdict of likelyVerdicts(forecast, input)) {
      const result: EffectResult = { type: "evaluation", ...head, evaluation: verdict };
      const bodies = decideResult(state, result, { now: clock.now(), material: material.node });
      const foreseen = foreseeEvents(state, bodies, toIso(clock.now()));
      // A probe is asked by code: there is nothing to prepare.
      if (foreseen.phase.type !== "drafting" || foreseen.phase.reason === "probe") continue;
      if (opensNode(foreseen.phase.reason)) void prepareNext(state);
      else startRemedy(foreseen, verdict, material);
    }
  }

  function startRemedy(foreseen: SessionState, verdict: Evaluation, material: SessionMaterial): void {
    const pending = pendingEffect(foreseen);
    const name = nameOf(foreseen, material);
    if (!pending || name === null) return;
    const flight = start(name, (signal, tap) => runAhead(foreseen, pending, signal, tap));
    remedies = [...remedies, { ...flight, verdict }];
  }

  function stopRemedies(but: Remedy | null = null): void {
    for (const remedy of remedies) if (remedy !== but) remedy.stop();
    remedies = [];
  }

  async function takeNext(state: SessionState, effect: Effect, name: string): Promise<EffectResult | null> {
    const found = next?.name === name ? await waitFor(next) : kept();
    if (found?.name !== name) return null;
    const { phase } = state;
    const head = { effect_seq: effect.effect_seq, cost_nanousd: 0 };
    if (phase.type === "drafting" && state.last_feedback_loop.retry_count === 0) {
      noteUsed(state, effect, "tutor", found.drafted, found.draft_nanousd);
      const { type: _type, ...drafted } = found.drafted;
      return { type: "draft", ...drafted, ...head, source: { ...drafted.source, cache: "speculation" } };
    }
    if (phase.type === "reviewing" && JSON.stringify(phase.draft) === JSON.stringify(found.drafted.draft)) {
      noteUsed(state, effect, "reviewer", found.reviewed, found.review_nanousd);
      const { type: _type, principles, ...reviewed } = found.reviewed;
      return { type: "review", ...reviewed, ...head, principles, source: { ...reviewed.source, cache: "speculation" } };
    }
    return null;
  }

  async function takeRemedy(state: SessionState, effect: Effect, name: string): Promise<EffectResult | null> {
    const fitting = remedies.find((remedy) => remedy.name === name && standsFor(remedy.verdict, state.last_evaluation)) ?? null;
    stopRemedies(fitting);
    const result = fitting && (await waitFor(fitting));
    if (!result) return null;
    noteUsed(state, effect, "tutor", result, result.cost_nanousd ?? 0);
    return { ...result, effect_seq: effect.effect_seq };
  }

  async function waitFor<T>(flight: Flight<T>): Promise<T | null> {
    deps.onActivity("tutor", "started");
    flight.tap.pourInto(deps.onPiece);
    const result = await flight.result;
    deps.onActivity("tutor", "finished");
    return result;
  }

  function noteUsed(
    state: SessionState,
    effect: Effect,
    agent: string,
    made: Pick<EffectResult, "source" | "prompt_hash">,
    saved_nanousd: number,
  ) {
    if (made.source.kind !== "model") return;
    const { route } = made.source;
    models.noteUsed({ agent, turn_id: turnId(state, effect), route, prompt_hash: made.prompt_hash, saved_nanousd }, deps.account?.());
  }

  return {
    prepareNext,
    async workAlongside(state, effect) {
      stopRemedies();
      if (turns.isCrowded() || effect.turn.embedded_only || !(await models.worthAsking("tutor", deps.account?.()))) return;
      try {
        foretell(state, effect);
      } catch (error) {
        logger.warn("look_ahead_failed", { reason: describeError(error) });
      }
    },
    async take(state, effect) {
      const { phase } = state;
      if (phase.type !== "drafting" && phase.type !== "reviewing") return null;
      const isOpening = opensNode(phase.reason);
      if (isOpening && phase.type === "drafting") openings += 1;
      if (isOpening ? !next && !kept() : remedies.length === 0) return null;
      const name = nameDraft(buildTutorInput(state, phase, deps.material(state)));
      if (next && isOpening && phase.type === "drafting" && next.name !== name) {
        // The learner went another way: what is drafted for this one would be paid for and read by nobody.
        next.stop();
        next = null;
      }
      if (isOpening) return await takeNext(state, effect, name);
      return phase.type === "drafting" && state.last_feedback_loop.retry_count === 0 ? await takeRemedy(state, effect, name) : null;
    },
    stop() {
      next?.stop();
      next = null;
      stopRemedies();
    },
  };
}

/** The name of the draft that a state asks for or is reviewing; null when it is about none. */
function nameOf(state: SessionState, material: SessionMaterial): string | null {
  const { phase } = state;
  return phase.type === "drafting" || phase.type === "reviewing" ? nameDraft(buildTutorInput(state, phase, material)) : null;
}
