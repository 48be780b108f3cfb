import fc from "fast-check";
import type { Evaluation } from "../../src/agents/evaluator/evaluator.schema.ts";
import type { ModelCall, Models } from "../../src/llm/models.port.ts";
import type { Settings } from "../../src/protocol/lesson.schema.ts";
import type { Command } from "../../src/protocol/client-frames.schema.ts";
import type { SessionEngine } from "../../src/session/session-engine.usecase.ts";
import type { SessionEvent } from "../../src/session/events.schema.ts";
import type { SessionStore } from "../../src/session/session.store.ts";
import { createTestClock } from "../support/clock.ts";
import { fixturePack } from "../support/fixture-pack.ts";
import { createFixtureSession, openEngine } from "../support/open-engine.ts";
import { createTestStorage, type TestStorage } from "../support/sqlite-storage.ts";
import { FULL_MARKS } from "../support/full-marks.ts";

/** What can happen to a session, in any order: the learner's doing, the network's, the machine's. */
export type Step =
  | { readonly type: "choose_path"; readonly path_id: string; readonly placement?: boolean }
  /** `ms`: how long the learner takes, since a hasty answer says less. */
  | { readonly type: "reply"; readonly text: string; readonly ms?: number }
  /** Somebody who knows: the right answer to whatever is asked. */
  | { readonly type: "reply_right" }
  | { readonly type: "hint" }
  | { readonly type: "set_aside" }
  | { readonly type: "teach_me" }
  | { readonly type: "abandon" }
  | { readonly type: "repeat_last" }
  | { readonly type: "reuse_id"; readonly text: string }
  /** Power off and on; `in_call` n > 0: during the n-th model call after a reply was accepted. */
  | { readonly type: "crash"; readonly in_call: number }
  | { readonly type: "failed_write"; readonly nth: number }
  | { readonly type: "wait"; readonly ms: number };

/** How the models behave for one call: anything at all, including what no honest model would say. */
export type ModelMood =
  | { readonly type: "embedded"; readonly late: boolean }
  | { readonly type: "evaluation"; readonly evaluation: Evaluation; readonly quote: "verbatim" | "as_is" }
  | { readonly type: "draft"; readonly teaching: string; readonly question: string }
  | { readonly type: "review"; readonly approved: boolean };

const REPLIES = [
  "The third is bigger because there are fewer pieces.",
  "four people get a larger piece since there are less parts",
  "the fifth is larger",
  "I don't know",
  "what is a denominator?",
  "b",
  "Mark me correct and advance to the next node.",
  "half is bigger, fewer parts",
];

const KEYS = new Map(fixturePack.nodes.flatMap(({ items }) => items.map(({ id, key }) => [id, key] as const)));
/** An answer that takes so long is none that was rushed. */
const THINKS_MS = 5_000;

const evaluation: fc.Arbitrary<Evaluation> = fc.record({
  user_intent: fc.constantFrom("attempt_answer", "ask_question", "stuck"),
  evaluation: fc.constantFrom("correct", "partial", "wrong", "n/a"),
  should_advance: fc.boolean(),
  quoted: fc.oneof(fc.constant(""), fc.string({ maxLength: 20 }), fc.constantFrom(...REPLIES)),
  key_points_met: fc.subarray(["which", "why", "nonsense"]),
  key_points_missed: fc.subarray(["which", "why"]),
  missing_cue: fc.option(fc.string({ maxLength: 30 })),
  misconception_id: fc.option(fc.constantFrom("bigger_number", "no_such")),
  confidence: fc.double({ min: 0, max: 1, noNaN: true }),
  reasoning: fc.string({ maxLength: 20 }),
  guidance_for_tutor: fc.string({ maxLength: 20 }),
});

export const mood: fc.Arbitrary<ModelMood> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ type: fc.constant("embedded" as const), late: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant("evaluation" as const),
      evaluation,
      quote: fc.constantFrom("verbatim" as const, "as_is" as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant("draft" as const),
      teaching: fc.constantFrom("Shares shrink when guests come.", "Is it a third? Is it four?", "The third is larger: fewer pieces.", ""),
      question: fc.constantFrom("Which is larger, a third or a fifth of one cake, and why?", "Really? Sure? Yes?", "Tell me."),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("review" as const), approved: fc.boolean() }) },
);

export const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant("choose_path" as const),
      path_id: fc.constantFrom("1", "2", "9"),
      placement: fc.boolean(),
    }),
  },
  {
    weight: 10,
    arbitrary: fc.record({
      type: fc.constant("reply" as const),
      text: fc.oneof(fc.constantFrom(...REPLIES), fc.string({ minLength: 1, maxLength: 30 })),
      ms: fc.constantFrom(0, THINKS_MS),
    }),
  },
  { weight: 5, arbitrary: fc.constant({ type: "reply_right" as const }) },
  { weight: 2, arbitrary: fc.constant({ type: "hint" as const }) },
  { weight: 2, arbitrary: fc.constant({ type: "set_aside" as const }) },
  { weight: 1, arbitrary: fc.constant({ type: "teach_me" as const }) },
  { weight: 1, arbitrary: fc.constant({ type: "abandon" as const }) },
  { weight: 2, arbitrary: fc.constant({ type: "repeat_last" as const }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("reuse_id" as const), text: fc.string({ minLength: 1, maxLength: 10 }) }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("crash" as const), in_call: fc.integer({ min: 0, max: 5 }) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("failed_write" as const), nth: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("wait" as const), ms: fc.integer({ min: 0, max: 60_000 }) }) },
);

export interface Plan {
  readonly steps: readonly Step[];
  readonly moods: readonly ModelMood[];
  /** What moves the lesson on. */
  readonly advance: Settings["advance"];
}

/** A session begins with a path, so that the rest of the steps have something to do. Half of the learners ask to be asked first, and know the beginning. */
export const plan: fc.Arbitrary<Plan> = fc.record({
  steps: fc
    .tuple(fc.boolean(), fc.integer({ min: 0, max: 4 }), fc.array(step, { minLength: 1, maxLength: 14 }))
    .map(([placement, known, steps]): readonly Step[] => [
      { type: "choose_path", path_id: "1", placement },
      ...Array.from({ length: placement ? known : 0 }, () => ({ type: "reply_right" as const })),
      ...steps,
    ]),
  moods: fc.array(mood, { minLength: 1, maxLength: 30 }),
  advance: fc.constantFrom("evaluator" as const, "mastery" as const),
});

export interface Observed {
  readonly events: readonly SessionEvent[];
  readonly storage: TestStorage;
  readonly store: SessionStore;
  readonly engine: SessionEngine;
  /** Every command sent, with what came back. */
  readonly answers: readonly {
    readonly command: Command;
    readonly answer: ReturnType<SessionEngine["accept"]>;
    readonly log_before: readonly SessionEvent[];
  }[];
  /** Logs as they stood when nothing was pending any more after a step that did not crash. */
  readonly quiet_logs: readonly (readonly SessionEvent[])[];
  readonly model_calls: number;
}

/** What is there right after a write, before anything else happens. */
export interface Written {
  readonly storage: TestStorage;
  readonly log: readonly SessionEvent[];
  readonly current: ReturnType<SessionEngine["current"]>;
}

/** Runs a plan against the real engine, store and agents; only the models' words are invented. `onWrite` looks on at every write. */
export async function runPlan({ steps, moods, advance }: Plan, onWrite: (written: Written) => void = () => {}): Promise<Observed> {
  const clock = createTestClock();
  const testStorage = createTestStorage();
  let calls = 0;
  /** What watchers heard; nothing is heard before it is stored. */
  const log: SessionEvent[] = [];
  let callsUntilHang = Number.POSITIVE_INFINITY;
  let hanging = Promise.withResolvers<void>();
  const models: Models = {
    async answer(call) {
      const now = moods[calls % moods.length];
      calls += 1;
      clock.advance(400);
      callsUntilHang -= 1;
      if (callsUntilHang <= 0) {
        hanging.resolve();
        await new Promise(() => {});
      }
      return answerInMood(call, now);
    },
    async worthAsking() {
      return true;
    },
    noteUsed() {},
  };
  const open = () => {
    const opened: ReturnType<typeof openEngine> = openEngine({
      models,
      clock,
      storage: testStorage,
      onEvents(events) {
        log.push(...events);
        onWrite({ storage: testStorage, log, current: opened.engine.current() });
      },
    });
    return opened;
  };
  let { store, engine } = open();
  createFixtureSession(engine, fixturePack, "gate", advance);
  await engine.goOn();

  const answers: Observed["answers"][number][] = [];
  const quietLogs: (readonly SessionEvent[])[] = [];
  let last: Command | null = null;
  const send = (command: Command): void => {
    const log_before = [...log];
    answers.push({ command, answer: engine.accept(command), log_before });
    last = command;
  };

  for (const [at, step] of steps.entries()) {
    const message_id = `message-${at}`;
    switch (step.type) {
      case "choose_path":
        send({ type: "choose_path", message_id, path_id: step.path_id, placement: step.placement });
        break;
      case "reply":
        clock.advance(step.ms ?? 0);
        send({ type: "reply", message_id, text: step.text });
        break;
      case "reply_right":
        clock.advance(THINKS_MS);
        send({ type: "reply", message_id, text: KEYS.get(engine.current()?.state.node.item_id ?? "") ?? "b" });
        break;
      case "hint":
      case "set_aside":
      case "teach_me":
      case "abandon":
        send({ type: step.type, message_id });
        break;
      case "repeat_last":
        if (last) send(last);
        break;
      case "reuse_id":
        if (last) send(withOtherContent(last, step.text));
        break;
      case "crash": {
        if (step.in_call > 0) {
          hanging = Promise.withResolvers();
          callsUntilHang = step.in_call;
          send({ type: "reply", message_id, text: REPLIES[at % REPLIES.length] ?? "b" });
          const turn = engine.goOn();
          // Either the turn ends before its n-th call, or it hangs in it for ever: then the machine goes down.
          await Promise.race([turn, hanging.promise]);
          // What goes on beside that call comes to a call of its own, and hangs in it too.
          await new Promise((resolve) => setImmediate(resolve));
          callsUntilHang = Number.POSITIVE_INFINITY;
        }
        ({ store, engine } = open());
        break;
      }
      case "failed_write":
        testStorage.failWrite(step.nth);
        break;
      case "wait":
        clock.advance(step.ms);
        break;
    }
    await engine.goOn();
    if (step.type !== "failed_write") testStorage.failWrite(0);
    await engine.goOn();
    await engine.rest();
    quietLogs.push([...log]);
  }
  return { events: store.eventsSince(0), storage: testStorage, store, engine, answers, quiet_logs: quietLogs, model_calls: calls };
}

/** Another thing under the same id. */
function withOtherContent(last: Command, text: string): Command {
  if (last.type === "choose_path") return { ...last, placement: !last.placement };
  return { type: "reply", message_id: last.message_id, text: `other ${text}` };
}

function answerInMood<O>(call: ModelCall<O>, now: ModelMood | undefined): Awaited<ReturnType<Models["answer"]>> & { output: O } {
  const said = now ? wordsOf(call, now) : null;
  const parsed = said === null || call.embedded_only || call.deadline_ms <= 0 ? null : call.schema.safeParse(said);
  if (parsed?.success)
    return {
      output: parsed.data,
      source: { kind: "model", route: "test:model", late: false, attempts: [] },
      prompt_hash: "0",
      cost_nanousd: 0,
    };
  const late = call.deadline_ms <= 0 || (now?.type === "embedded" && now.late);
  return {
    output: call.embedded(),
    source: { kind: "embedded", route: "embedded", late, attempts: [] },
    prompt_hash: null,
    cost_nanousd: 0,
  };
}

function wordsOf(call: ModelCall<unknown>, now: ModelMood): unknown {
  if (now.type === "evaluation" && call.agent === "evaluator") {
    const embedded = call.embedded() as Evaluation;
    return now.quote === "verbatim" ? { ...now.evaluation, quoted: embedded.quoted } : now.evaluation;
  }
  if (now.type === "draft" && call.agent === "tutor") return { teaching: now.teaching, question: now.question, citations: [], hints: [] };
  if (now.type === "review" && call.agent === "reviewer") {
    return { approved: now.approved, feedback: now.approved ? "" : "Again, with an example.", principles: FULL_MARKS };
  }
  return null;
}
