import { recordedMessageId } from "../../src/session/commands.ts";
import { pendingEffect } from "../../src/session/effects.ts";
import type { SessionEvent } from "../../src/session/events.schema.ts";
import { applyEvent, fold } from "../../src/session/fold.ts";
import type { SessionState } from "../../src/session/state.schema.ts";
import type { Outage } from "./crashable-worker.ts";
import type { ModelRequest } from "./scripted-model.ts";
import type { StoredSession } from "./stored-session.ts";

/** A pending step goes on within this after a restart. */
const RESUME_WITHIN_MS = 5_000;

/** What lies in one session's object, held against I1, I3 and laws 2, 7 and 8. Returns every violation as a sentence. */
export function checkStored({ session_id, events, snapshot, loaded }: StoredSession): string[] {
  const violations: string[] = [];
  const ids = events.map(recordedMessageId).filter((id) => id !== null);
  if (new Set(ids).size !== ids.length) violations.push("I1 a message id is recorded twice");
  const applied = events.flatMap((event) => ("effect_seq" in event && event.effect_seq !== null ? [event.effect_seq] : []));
  if (new Set(applied).size !== applied.length) violations.push("an effect's result is applied twice");
  if (events.some((event, at) => event.seq !== at + 1)) violations.push("I5 the stored log has a gap");
  if (snapshot && JSON.stringify(fold(events.slice(0, snapshot.seq))) !== snapshot.body)
    violations.push("folding the log does not give the snapshot");
  if (loaded !== JSON.stringify({ state: fold(events), seq: events.length }))
    violations.push("folding the log does not give what is loaded");
  let state: SessionState | null = null;
  for (const event of events) {
    const before = state?.current_index ?? 0;
    state = applyEvent(state, event);
    if (state.current_index === before) continue;
    const isAllowed = event.type === "reply_evaluated" && event.evaluation.should_advance && state.current_index === before + 1;
    if (!isAllowed) violations.push(`I3 the pointer goes from ${before} to ${state.current_index} by ${event.type} at seq ${event.seq}`);
  }
  return violations.map((violation) => `${session_id}: ${violation}`);
}

/** Where a kill found a session. */
export interface Fall {
  readonly phase: SessionState["phase"]["type"];
  /** From the restart to the next stored step, in ms; null when nothing was pending, or when it was killed again before. */
  readonly resumed_ms: number | null;
}

/** For each kill that the session lived through: where it stood, and how soon the pending step was done after a restart. */
export function traceFalls({ events }: StoredSession, outages: readonly Outage[]): Fall[] {
  return outages.flatMap(({ killed_at, restarted_at }, at) => {
    const known = events.filter((event) => timeOf(event) <= killed_at);
    const state = fold(known);
    if (!state || known.at(-1)?.type === "session_completed" || known.at(-1)?.type === "session_abandoned") return [];
    const next = events[known.length];
    const wasKilledAgain = outages[at + 1] !== undefined && (!next || timeOf(next) > (outages[at + 1]?.killed_at ?? 0));
    const resumed_ms = pendingEffect(state) && next && !wasKilledAgain ? timeOf(next) - restarted_at : null;
    return [{ phase: state.phase.type, resumed_ms }];
  });
}

export function checkFalls(sessionId: string, falls: readonly Fall[]): string[] {
  return falls
    .filter(({ resumed_ms }) => (resumed_ms ?? 0) > RESUME_WITHIN_MS)
    .map(({ phase, resumed_ms }) => `${sessionId}: in ${phase} it went on only ${resumed_ms} ms after the restart`);
}

/**
 * A model is asked again only when a kill took its answer: between two requests with the same prompt lies a kill, or the stored answer to the first of
 * them (two steps may have the same prompt), and after the last answer is stored nobody asks again. The tutor alone may be asked once more for a prompt: what it
 * drafts beside the evaluation is dropped when the verdict is another than was foreseen, and the prompt does not tell all that a verdict says.
 */
export function checkRequests(requests: readonly ModelRequest[], sessions: readonly StoredSession[], outages: readonly Outage[]): string[] {
  const answered = Map.groupBy(sessions.flatMap(answersOf), ({ hash }) => hash);
  const violations: string[] = [];
  for (const [hash, asked] of Map.groupBy(requests, ({ prompt_hash }) => prompt_hash)) {
    const answers = answered.get(hash) ?? [];
    let dropped = 0;
    for (const [nth, { at, agent }] of asked.entries()) {
      const next = asked[nth + 1];
      if (!next) continue;
      // A request that is heard while the Worker is down was sent by the one that was killed.
      const isCut = outages.some(({ killed_at, restarted_at }) => restarted_at >= at && killed_at <= next.at);
      const isAnswered = answers.some((answer) => answer.at >= at && answer.at <= next.at);
      if (isCut || isAnswered) continue;
      dropped += 1;
      if (agent !== "tutor" || dropped > 1) violations.push(`the ${agent} was asked twice, at ${at} and ${next.at}, with no kill between`);
    }
    const last = asked.at(-1);
    const done = answers.at(-1);
    if (last && done && last.at > done.at && !done.was_left)
      violations.push(`the ${last.agent} was asked again after its answer was stored`);
  }
  return violations;
}

/** When each prompt's answer was stored; whoever leaves in the middle of a turn takes the last question back. */
function answersOf({ events }: StoredSession): { hash: string; at: number; was_left: boolean }[] {
  const was_left = events.at(-1)?.type === "session_abandoned";
  return events.flatMap((event) =>
    "prompt_hash" in event && event.prompt_hash !== null ? [{ hash: event.prompt_hash, at: timeOf(event), was_left }] : [],
  );
}

function timeOf(event: SessionEvent): number {
  return Date.parse(event.at);
}
