import { describe, expect, it } from "vitest";
import type { ChatModel } from "../../src/llm/chat-model.port.ts";
import type { Models } from "../../src/llm/models.port.ts";
import type { SessionEvent } from "../../src/session/events.schema.ts";
import { chooseWords } from "../crash/replies.ts";
import { createTestClock } from "../support/clock.ts";
import { createManualTimer } from "../support/manual-timer.ts";
import { createFixtureSession, openEngine } from "../support/open-engine.ts";
import { createTestStorage } from "../support/sqlite-storage.ts";
import { sumOf } from "../llm/account/purse-desk.ts";
import { capsOf, createStage, type Seat, type Stage } from "../llm/faults/stage.ts";
import { goodModel, NODES, whoAsks } from "./good-model.ts";

const RICH_NANOUSD = 10 ** 12;
/** Not right at once, so that there is remediation to pay for as well. */
const MOODS = ["stuck", "right", "wrong", ...Array.from({ length: 9 }, () => "right" as const)] as const;

interface PaidModel {
  readonly model: ChatModel;
  requests: number;
  /** This request is never answered; 0: all are. */
  hangs_at: number;
  /** What the learner said last; the evaluator hears it right. */
  reply: string;
}

/** A good teacher that says what it used. */
function createPaidModel(advance: (ms: number) => void): PaidModel {
  const paid: PaidModel = {
    requests: 0,
    hangs_at: 0,
    reply: "",
    model: {
      route: "test:teacher",
      streams: true,
      async *complete({ system, user }) {
        paid.requests += 1;
        if (paid.requests === paid.hangs_at) await new Promise(() => {});
        advance(400);
        const messages = [
          { role: "system", content: system },
          { role: "user", content: user },
        ];
        const body = { model: "m", messages };
        const isVerdict = whoAsks(body) === "evaluator";
        const text = JSON.stringify({ ...goodModel(body), ...(isVerdict ? hear(paid.reply) : {}) });
        yield { type: "text", text };
        const [input_tokens, output_tokens] = [Math.ceil((system.length + user.length) / 4), Math.ceil(text.length / 4)];
        yield { type: "usage", usage: { input_tokens, output_tokens, cached_input_tokens: 0, reasoning_tokens: 0 } };
        yield { type: "finish", reason: "stop" };
      },
    },
  };
  return paid;
}

function hear(reply: string) {
  if (reply !== "I don't know" && reply !== "The fifth is larger.") return { quoted: reply };
  return { quoted: "", evaluation: "wrong", should_advance: false, key_points_met: [], key_points_missed: ["which", "why"] };
}

/** A session of the fixture pack with a purse, a ledger and a capped budget; all of it real but the model. */
function openLesson(cap_nanousd: number, looksAhead = true) {
  const clock = createTestClock();
  const paid = createPaidModel(clock.advance);
  const timer = createManualTimer();
  const stage = createStage({ clock, timer, models: [paid.model], budgets: capsOf(cap_nanousd), max_output_tokens: 2_000 });
  const storage = createTestStorage();
  const start = () => {
    const seat: Seat = stage.openIsolate().open("ses_fixture", storage);
    const models: Models = looksAhead ? seat.models : { ...seat.models, worthAsking: async () => false };
    return { seat, ...openEngine({ models, clock, storage, account: seat.purse }) };
  };
  const lesson = { ...start(), paid, stage, clock };
  return Object.assign(lesson, { restart: () => void Object.assign(lesson, start()) });
}
type Lesson = ReturnType<typeof openLesson>;

/** Goes on until nobody waits for anything, as between two messages of a learner. */
async function comeToRest({ engine, clock }: Lesson): Promise<void> {
  await engine.goOn();
  await engine.rest();
  clock.advance(20_000);
}

async function choosePath(lesson: Lesson): Promise<void> {
  createFixtureSession(lesson.engine);
  await comeToRest(lesson);
  expect(lesson.engine.accept({ type: "choose_path", message_id: "choose-0001", path_id: "1" }).ok).toBe(true);
  await comeToRest(lesson);
}

/** Says everything there is to say, and returns what came of each reply. */
async function playToTheEnd(lesson: Lesson): Promise<readonly SessionEvent[][]> {
  const turns: SessionEvent[][] = [];
  for (const [n, mood] of MOODS.entries()) {
    const current = lesson.engine.current();
    if (!current || current.state.phase.type === "completed") break;
    const before = current.seq;
    const text = chooseWords(mood, { question: current.state.node.question ?? "" });
    lesson.paid.reply = text;
    expect(lesson.engine.accept({ type: "reply", message_id: `message-${n}`, text })).toMatchObject({ ok: true });
    await comeToRest(lesson);
    turns.push(lesson.store.eventsSince(before));
  }
  return turns;
}

const attemptsOf = (events: readonly SessionEvent[]) =>
  events.flatMap((event) => ("source" in event && typeof event.source === "object" ? event.source.attempts : []));

/** The records, once each, add up to what the ledger has booked for tenant, course and learner. */
function expectOneSum(stage: Stage): number {
  const records = stage.sink.records();
  for (const { spent_nanousd, spent_tokens } of stage.ledger.list()) {
    expect({ nanousd: spent_nanousd, tokens: spent_tokens }).toEqual(sumOf(records));
  }
  return sumOf(records).nanousd;
}

async function playRich(): Promise<Lesson> {
  const lesson = openLesson(RICH_NANOUSD);
  await choosePath(lesson);
  await playToTheEnd(lesson);
  return lesson;
}

describe("a lesson with a purse", () => {
  it("is taught by models to its end, and every cent of it is in one record and in the ledger", async () => {
    const lesson = await playRich();
    const log = lesson.store.eventsSince(0);
    expect(log.at(-1)?.type).toBe("session_completed");
    expect(log.filter(({ type }) => type === "reply_evaluated").length).toBeGreaterThanOrEqual(NODES.length);
    expect(attemptsOf(log)).toEqual([]);
    expect(expectOneSum(lesson.stage)).toBeGreaterThan(0);
    // A draft that is stopped before it is asked for leaves a record too, of nothing.
    const asked = lesson.stage.sink.records().filter(({ cache, cost_nanousd }) => cache === "none" && cost_nanousd > 0);
    expect(asked).toHaveLength(lesson.paid.requests);
  });

  it.each([0, 0.2, 0.4, 0.6, 0.8])(
    "whose budget is %d of what it would take goes on with the embedded tutor when that is spent",
    async (share) => {
      const needed = expectOneSum((await playRich()).stage);
      const cap = Math.floor(needed * share);
      const lesson = openLesson(cap);
      await choosePath(lesson);
      const turns = await playToTheEnd(lesson);
      for (const turn of turns) {
        expect(turn.filter(({ type }) => type === "tutor_delivered" || type === "session_completed")).toHaveLength(1);
      }
      const log = lesson.store.eventsSince(0);
      expect(log.at(-1)?.type).toBe("session_completed");
      expect(attemptsOf(log).map(({ fault }) => fault)).toContain("over_budget");
      expect(new Set(attemptsOf(log).map(({ fault }) => fault))).toEqual(new Set(["over_budget"]));
      expect(expectOneSum(lesson.stage)).toBeLessThanOrEqual(cap);
    },
  );

  // The path, the first message and its review, and the calls of the first reply.
  it.each([1, 2, 3, 4, 5, 6])(
    "whose process ends in the middle of model call %d has one record of it, cut off, and pays for it once",
    async (nth) => {
      const lesson = openLesson(RICH_NANOUSD, false);
      const isHanging = async () => {
        while (lesson.paid.requests < nth) await new Promise((resolve) => setImmediate(resolve));
      };
      lesson.paid.hangs_at = nth;
      createFixtureSession(lesson.engine);
      const message_id = "choose-0001";
      const start = async () => {
        await comeToRest(lesson);
        lesson.engine.accept({ type: "choose_path", message_id, path_id: "1" });
        await comeToRest(lesson);
        lesson.paid.reply = "I don't know";
        lesson.engine.accept({ type: "reply", message_id: "message-x", text: lesson.paid.reply });
        await comeToRest(lesson);
      };
      await Promise.race([start(), isHanging()]);
      lesson.restart();
      await comeToRest(lesson);
      lesson.engine.accept({ type: "choose_path", message_id, path_id: "1" });
      await comeToRest(lesson);
      await playToTheEnd(lesson);
      const records = lesson.stage.sink.records();
      expect(lesson.store.eventsSince(0).at(-1)?.type).toBe("session_completed");
      expect(records.filter(({ outcome }) => outcome === "interrupted")).toHaveLength(1);
      expect(records).toHaveLength(lesson.paid.requests);
      expectOneSum(lesson.stage);
    },
  );
});
