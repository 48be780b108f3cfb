import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Evaluation } from "../../src/agents/evaluator/evaluator.schema.ts";
import { isSameCommand, recordedMessageId } from "../../src/session/commands.ts";
import type { SessionEvent } from "../../src/session/events.schema.ts";
import { applyEvent, fold } from "../../src/session/fold.ts";
import { createSessionStore } from "../../src/session/session.store.ts";
import type { SessionState } from "../../src/session/state.schema.ts";
import { decideResult } from "../../src/session/transition.ts";
import { type Observed, type Plan, plan, runPlan, type Written } from "./lawful-session.ts";
import { KEPT_SEEDS } from "./kept-seeds.ts";

/** Runs a law. `CAIRN_SEED` replays one seed, `CAIRN_RUNS` asks for more; seeds that once failed are kept and always run. */
const RUNS = Number(process.env["CAIRN_RUNS"] ?? 1_000);

async function holds(
  law: number,
  check: (observed: Observed) => void | Promise<void>,
  onWrite?: (written: Written) => void,
): Promise<void> {
  const property = fc.asyncProperty(plan, async (p: Plan) => {
    await check(await runPlan(p, onWrite));
  });
  for (const seed of KEPT_SEEDS[law] ?? []) await fc.assert(property, { seed, numRuns: 100 });
  const seed = process.env["CAIRN_SEED"];
  await fc.assert(property, { numRuns: RUNS, ...(seed ? { seed: Number(seed) } : {}) });
}

/** Each event with the state before and after it. */
function walk(events: readonly SessionEvent[]): { event: SessionEvent; before: SessionState | null; after: SessionState }[] {
  let state: SessionState | null = null;
  return events.map((event) => {
    const before = state;
    const after = applyEvent(state, event);
    state = after;
    return { event, before, after };
  });
}

describe("the laws of the session", { timeout: 240_000 }, () => {
  it("1: the pointer moves only by an evaluation that says advance, and only by one", async () => {
    await holds(1, ({ events }) => {
      for (const { event, before, after } of walk(events)) {
        if (!before || before.current_index === after.current_index) continue;
        expect(event.type === "reply_evaluated" && event.evaluation.should_advance).toBe(true);
        expect(after.current_index).toBe(before.current_index + 1);
      }
    });
  });

  it("2: a session completes once, after the last node, and never before", async () => {
    await holds(2, ({ events }) => {
      const steps = walk(events);
      const completions = steps.filter(({ event }) => event.type === "session_completed");
      expect(completions.length).toBeLessThanOrEqual(1);
      for (const { after } of completions) {
        expect(after.current_index).toBe(after.teaching_path.length - 1);
        expect(after.outcomes.map((outcome) => outcome.node_id)).toEqual(after.teaching_path.map((node) => node.id));
        expect(events.at(-1)?.type).toBe("session_completed");
      }
      const finished = steps.at(-1)?.after;
      if (finished && finished.outcomes.length === finished.teaching_path.length && finished.teaching_path.length > 0)
        expect(completions).toHaveLength(1);
    });
  });

  it("3: a reply counts only when it is awaited, and a message id counts once", async () => {
    await holds(3, ({ events, answers }) => {
      for (const { event, before } of walk(events)) if (event.type === "learner_replied") expect(before?.phase.type).toBe("awaiting_reply");
      const ids = events.map(recordedMessageId).filter((id) => id !== null);
      expect(new Set(ids).size).toBe(ids.length);
      for (const { command, answer, log_before } of answers) {
        const recorded = log_before.find((event) => recordedMessageId(event) === command.message_id);
        if (!recorded) continue;
        if (isSameCommand(recorded, command))
          expect(answer).toEqual({ ok: true, value: { message_id: command.message_id, seq: recorded.seq } });
        else expect(answer).toMatchObject({ ok: false, error: { code: "message_id_reused" } });
      }
    });
  });

  it("4: a tutor turn has at most 1 + max_retries drafts", async () => {
    await holds(4, ({ events }) => {
      let drafts = 0;
      for (const { event, after } of walk(events)) {
        if (event.type === "tutor_drafted") drafts += 1;
        if (event.type === "tutor_delivered") {
          expect(drafts).toBeGreaterThan(0);
          drafts = 0;
        }
        expect(drafts).toBeLessThanOrEqual(1 + after.settings.max_retries);
      }
    });
  });

  it("5: an evaluation that contradicts itself does not advance, and the correction is recorded", async () => {
    const contradiction = fc.record({
      user_intent: fc.constantFrom("ask_question" as const, "stuck" as const, "attempt_answer" as const),
      evaluation: fc.constantFrom("correct" as const, "partial" as const, "wrong" as const, "n/a" as const),
    });
    await fc.assert(
      fc.asyncProperty(plan, contradiction, async (p, verdict) => {
        const { events } = await runPlan({
          ...p,
          steps: [
            { type: "choose_path", path_id: "1" },
            { type: "reply", text: "The third, as it has fewer pieces." },
          ],
          moods: [{ type: "embedded", late: false }],
        });
        const replied = events.findIndex((event) => event.type === "learner_replied");
        const state = fold(events.slice(0, replied + 1));
        const evaluated = events[replied + 1];
        if (!state || evaluated?.type !== "reply_evaluated") throw new Error("A reply is evaluated next.");
        const evaluation: Evaluation = { ...evaluated.evaluation, ...verdict, should_advance: true };
        const contradicts = verdict.user_intent !== "attempt_answer" || verdict.evaluation === "wrong" || verdict.evaluation === "partial";
        const decided = decideResult(
          state,
          {
            type: "evaluation",
            effect_seq: evaluated.effect_seq ?? 0,
            source: evaluated.source,
            corrections: [],
            prompt_hash: null,
            evaluation,
          },
          { now: 0, material: null },
        );
        const [event] = decided;
        if (event?.type !== "reply_evaluated") throw new Error("The evaluation is recorded.");
        if (contradicts) {
          expect(event.evaluation.should_advance).toBe(false);
          expect(event.corrections.map((correction) => correction.check)).toContain("self_contradiction");
        } else expect(event.evaluation.should_advance).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });

  it("6: every accepted reply is followed by a tutor message, completion or abandonment", async () => {
    await holds(6, ({ quiet_logs }) => {
      for (const log of quiet_logs) {
        const last = log.findLastIndex((event) => event.type === "learner_replied");
        if (last < 0) continue;
        const answered = log
          .slice(last + 1)
          .some((event) => ["tutor_delivered", "session_completed", "session_abandoned"].includes(event.type));
        expect(answered).toBe(true);
      }
    });
  });

  it("7: folding the log gives what would be loaded after a crash, byte for byte and after every write, and asks no model", async () => {
    await holds(
      7,
      ({ events, storage }) => {
        expect(events.map((event) => event.seq)).toEqual(events.map((_, at) => at + 1));
        const [snapshot] = storage.rows("SELECT seq, body FROM snapshot");
        if (snapshot) expect(JSON.stringify(fold(events.slice(0, Number(snapshot["seq"]))))).toBe(snapshot["body"]);
      },
      ({ storage, log, current }) => {
        const folded = JSON.stringify({ state: fold(log), seq: log.length });
        expect(JSON.stringify(createSessionStore(storage.storage).load())).toBe(folded);
        expect(JSON.stringify(current)).toBe(folded);
      },
    );
  });

  it("8: a result is applied at most once; a late, repeated or superseded one is dropped", async () => {
    await holds(8, ({ events, engine }) => {
      const applied = events.flatMap((event) => ("effect_seq" in event && event.effect_seq !== null ? [event.effect_seq] : []));
      expect(new Set(applied).size).toBe(applied.length);
      const state = engine.current()?.state;
      for (const event of events) {
        if (!state || event.type !== "reply_evaluated" || event.effect_seq === null) continue;
        const again = {
          type: "evaluation" as const,
          effect_seq: event.effect_seq,
          source: event.source,
          corrections: [],
          prompt_hash: null,
          evaluation: event.evaluation,
        };
        expect(decideResult(state, again, { now: 0, material: null })).toEqual([]);
      }
    });
  });

  it("9: a question costs nothing, and being stuck is not a failure", async () => {
    await holds(9, ({ events }) => {
      for (const { event, before, after } of walk(events)) {
        if (event.type !== "reply_evaluated" || event.evaluation.should_advance || !before) continue;
        if (event.evaluation.user_intent === "ask_question") {
          expect(after.node.remediation_round).toBe(before.node.remediation_round);
          expect(after.node.failures).toBe(before.node.failures);
        }
        if (event.evaluation.user_intent === "stuck") expect(after.node.failures).toBe(before.node.failures);
      }
    });
  });

  it("10: nothing a model says advances unless it quotes the reply verbatim, and a reply that instructs the evaluator never does", async () => {
    await holds(10, ({ events }) => {
      for (const { event, before } of walk(events)) {
        if (event.type !== "reply_evaluated" || !event.evaluation.should_advance || event.source.kind === "code") continue;
        expect(event.evaluation.quoted.trim()).not.toBe("");
        expect(before?.last_reply?.text).toContain(event.evaluation.quoted);
        expect(before?.last_reply?.instructs_evaluator).toBe(false);
      }
    });
  });
});
