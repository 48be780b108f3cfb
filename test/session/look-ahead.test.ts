import { describe, expect, it } from "vitest";
import type { ModelCall, Models, UsedAnswer } from "../../src/llm/models.port.ts";
import type { SessionEvent } from "../../src/session/events.schema.ts";
import { createTurns, type Turns } from "../../src/session/turns.ts";
import { createTestClock } from "../support/clock.ts";
import { EMBEDDED_ONLY } from "../support/embedded-only.ts";
import { createFixtureSession, openEngine } from "../support/open-engine.ts";
import { createTestStorage, type TestStorage } from "../support/sqlite-storage.ts";

const RIGHT = "the third is bigger because there are fewer pieces";
const WRONG = "the fifth is bigger because five is more";
/** Half of what was asked for: the forecast takes it for partial and is not sure. */
const HALF = "the third is bigger";

interface Asked {
  readonly agent: string;
  readonly purpose: string | undefined;
  readonly signal: AbortSignal | undefined;
  readonly prompt: string;
  answer(): void;
}

interface Desk {
  readonly models: Models;
  /** Of the isolate that the lesson is in. */
  readonly turns: Turns;
  /** Everything that was ever asked, in order. */
  readonly asked: readonly Asked[];
  readonly used: readonly UsedAnswer[];
  /** Lets the models answer in rounds: all who wait now answer together, as models of one latency would. Returns how many rounds `work` took. */
  roundsOf(work: Promise<unknown>): Promise<number>;
}

type Say = (call: ModelCall<unknown>) => unknown;

/** Models that say what the embedded counterparts would, each only when it is let. */
function openDesk({ say = () => undefined, isWorth = () => true }: { say?: Say; isWorth?: () => boolean } = {}): Desk {
  const asked: Asked[] = [];
  const used: UsedAnswer[] = [];
  let waiting: Asked[] = [];
  const models: Models = {
    async answer(call) {
      if (call.embedded_only) return await EMBEDDED_ONLY.answer(call);
      const { user } = call.prompt();
      await new Promise<void>((resolve) => {
        const one: Asked = { agent: call.agent, purpose: call.purpose, signal: call.signal, prompt: user, answer: resolve };
        asked.push(one);
        waiting.push(one);
      });
      const said = call.schema.safeParse(say(call));
      return {
        output: said.success ? said.data : call.embedded(),
        source: { kind: "model", route: "test:model", late: false, attempts: [] },
        prompt_hash: `hash of ${user.length}`,
        cost_nanousd: 1_000,
      };
    },
    async worthAsking() {
      return isWorth();
    },
    noteUsed(answer) {
      used.push(answer);
    },
  };
  return {
    models,
    turns: createTurns(),
    asked,
    used,
    async roundsOf(work) {
      let isDone = false;
      void work.then(() => {
        isDone = true;
      });
      const settle = () => new Promise((resolve) => setImmediate(resolve));
      await settle();
      let rounds = 0;
      for (; !isDone; rounds++) {
        const now = waiting;
        if (now.length === 0) throw new Error("Nobody is asked, and nothing ends.");
        waiting = [];
        for (const one of now) one.answer();
        await settle();
      }
      return rounds;
    },
  };
}

interface Lesson extends ReturnType<typeof openEngine> {
  readonly storage: TestStorage;
  readonly clock: ReturnType<typeof createTestClock>;
  /** Sends a reply; resolves when the tutor has answered. */
  reply(text: string): Promise<void>;
  events(type: SessionEvent["type"]): SessionEvent[];
}

function openLesson(desk: Desk, storage = createTestStorage()): Lesson {
  const clock = createTestClock();
  const opened = openEngine({ ...desk, clock, storage });
  let said = 0;
  return {
    ...opened,
    storage,
    clock,
    reply(text) {
      const seq = opened.engine.current()?.seq ?? 0;
      said += 1;
      expect(opened.engine.accept({ type: "reply", message_id: `reply-${seq}-${said}`, text })).toMatchObject({ ok: true });
      return opened.engine.goOn();
    },
    events: (type) => opened.store.eventsSince(0).filter((event) => event.type === type),
  };
}

/** A lesson at its first question, with whatever there was to do ahead done. */
async function atFirstQuestion(desk: Desk, placement = false): Promise<Lesson> {
  const lesson = openLesson(desk);
  createFixtureSession(lesson.engine);
  await desk.roundsOf(lesson.engine.goOn());
  lesson.engine.accept({ type: "choose_path", message_id: "choose-0001", path_id: "1", placement });
  await desk.roundsOf(lesson.engine.goOn());
  await desk.roundsOf(lesson.engine.rest());
  return lesson;
}

describe("a learner who gets on", () => {
  it("waits for the evaluator alone, because the next message was drafted and reviewed while they thought", async () => {
    const desk = openDesk();
    const lesson = await atFirstQuestion(desk);
    expect(await desk.roundsOf(lesson.reply(RIGHT))).toBe(1);
    const state = lesson.engine.current()?.state;
    expect(state).toMatchObject({ current_index: 1, phase: { type: "awaiting_reply" } });
    expect(lesson.events("tutor_drafted").at(-1)).toMatchObject({ source: { kind: "model", route: "test:model", cache: "speculation" } });
    expect(lesson.events("draft_reviewed").at(-1)).toMatchObject({ approved: true, source: { cache: "speculation" } });
    expect(lesson.events("tutor_delivered").at(-1)).toMatchObject({ reason: "advance", reviewed: true });
  });

  it("reads what a tutor would have drafted for them there and then", async () => {
    const ahead = await atFirstQuestion(openDesk());
    const desk = openDesk({ isWorth: () => false });
    const plain = await atFirstQuestion(desk);
    const eager = openDesk();
    const lesson = openLesson(eager, ahead.storage);
    await Promise.all([eager.roundsOf(lesson.reply(RIGHT)), desk.roundsOf(plain.reply(RIGHT))]);
    const text = (of: Lesson) => of.events("tutor_delivered").map(({ seq: _seq, at: _at, ...event }) => event);
    expect(text(lesson)).toEqual(text(plain));
  });

  it("finds the draft still there after the object has slept", async () => {
    const { storage } = await atFirstQuestion(openDesk());
    const desk = openDesk();
    const awake = openLesson(desk, storage);
    expect(await desk.roundsOf(awake.reply(RIGHT))).toBe(1);
    expect(desk.asked.map(({ agent }) => agent)).toEqual(["evaluator"]);
  });

  it("waits for the rest of a draft that is still being written", async () => {
    const desk = openDesk();
    const lesson = openLesson(desk);
    createFixtureSession(lesson.engine);
    await desk.roundsOf(lesson.engine.goOn());
    lesson.engine.accept({ type: "choose_path", message_id: "choose-0001", path_id: "1" });
    await desk.roundsOf(lesson.engine.goOn());
    void lesson.engine.rest();
    // Evaluation and draft end together; the review is what is left.
    expect(await desk.roundsOf(lesson.reply(RIGHT))).toBe(2);
    expect(desk.asked.filter(({ agent }) => agent === "tutor")).toHaveLength(2);
  });

  it("reads the first message at once on the path that stands first", async () => {
    const desk = openDesk();
    const lesson = openLesson(desk);
    createFixtureSession(lesson.engine);
    await desk.roundsOf(lesson.engine.goOn());
    await desk.roundsOf(lesson.engine.rest());
    const [first] = lesson.engine.current()?.state.paths ?? [];
    lesson.engine.accept({ type: "choose_path", message_id: "choose-0001", path_id: first?.id ?? "" });
    expect(await desk.roundsOf(lesson.engine.goOn())).toBe(0);
  });

  it("loses no draft to a remedy in between, and pays for it once", async () => {
    const desk = openDesk();
    const lesson = await atFirstQuestion(desk);
    await desk.roundsOf(lesson.reply(WRONG));
    await desk.roundsOf(lesson.engine.rest());
    expect(await desk.roundsOf(lesson.reply(RIGHT))).toBe(1);
    const ahead = desk.asked.filter(
      ({ agent, purpose, prompt }) => agent === "tutor" && purpose === "speculation" && prompt.includes("has just finished"),
    );
    expect(ahead).toHaveLength(1);
    expect(desk.used.map(({ agent, saved_nanousd }) => [agent, saved_nanousd])).toEqual([
      ["tutor", 1_000],
      ["tutor", 1_000],
      ["reviewer", 1_000],
    ]);
  });
});

describe("a learner who does not get on", () => {
  it("waits for two models: the remedy was drafted while the evaluator read", async () => {
    const desk = openDesk();
    const lesson = await atFirstQuestion(desk);
    expect(await desk.roundsOf(lesson.reply(WRONG))).toBe(2);
    expect(lesson.events("tutor_delivered").at(-1)).toMatchObject({ reason: "remediate", reviewed: true });
    expect(desk.asked.filter(({ agent, purpose }) => agent === "tutor" && purpose === "speculation")).toHaveLength(2);
  });

  it("gets a draft for the verdict that was given, where the forecast was another", async () => {
    const desk = openDesk({
      say: ({ agent, embedded }) =>
        agent === "evaluator" ? { ...(embedded() as object), user_intent: "stuck", evaluation: "n/a", should_advance: false } : undefined,
    });
    const lesson = await atFirstQuestion(desk);
    expect(await desk.roundsOf(lesson.reply(WRONG))).toBe(3);
    const drafts = desk.asked.filter(({ agent }) => agent === "tutor").slice(-2);
    expect(drafts.map(({ purpose }) => purpose)).toEqual(["speculation", "turn"]);
    // What was written for the wrong verdict is stopped and never enters the log.
    expect(drafts[0]?.signal?.aborted).toBe(true);
    expect(lesson.events("tutor_drafted")).toHaveLength(2);
    expect(desk.used).toEqual([]);
  });

  it("waits for two models also where the forecast was unsure and the label beside it was given", async () => {
    const desk = openDesk({
      say: ({ agent, embedded }) =>
        agent === "evaluator"
          ? { ...(embedded() as object), evaluation: "wrong", key_points_met: [], key_points_missed: ["which", "why"] }
          : undefined,
    });
    const lesson = await atFirstQuestion(desk);
    const before = desk.asked.length;
    expect(await desk.roundsOf(lesson.reply(HALF))).toBe(2);
    expect(lesson.engine.current()?.state.last_evaluation).toMatchObject({ evaluation: "wrong" });
    const drafts = desk.asked.slice(before).filter(({ agent }) => agent === "tutor");
    expect(drafts.map(({ purpose, signal }) => [purpose, signal?.aborted])).toEqual([
      ["speculation", true],
      ["speculation", false],
    ]);
    expect(drafts.map(({ prompt }) => /read it as ([\w, ]+)/.exec(prompt)?.[1])).toEqual([
      "attempt_answer, partial",
      "attempt_answer, wrong",
    ]);
    expect(lesson.events("tutor_delivered").at(-1)).toMatchObject({ reason: "remediate", reviewed: true });
  });

  it("reads no remedy that holds against them what they said", async () => {
    const desk = openDesk({
      say: ({ agent, embedded }) =>
        agent === "evaluator" ? { ...(embedded() as object), key_points_met: ["why"], key_points_missed: ["which"] } : undefined,
    });
    const lesson = await atFirstQuestion(desk);
    expect(await desk.roundsOf(lesson.reply(HALF))).toBe(3);
    expect(lesson.engine.current()?.state.last_evaluation).toMatchObject({ evaluation: "partial", key_points_missed: ["which"] });
    expect(lesson.events("tutor_drafted").at(-1)).toMatchObject({ source: { kind: "model" } });
  });

  it("gets the message of the step when the forecast said they would get on and the evaluator did not", async () => {
    const desk = openDesk({
      say: ({ agent, embedded }) =>
        agent === "evaluator" ? { ...(embedded() as object), evaluation: "partial", should_advance: false } : undefined,
    });
    const lesson = await atFirstQuestion(desk);
    expect(await desk.roundsOf(lesson.reply(RIGHT))).toBe(3);
    expect(lesson.engine.current()?.state).toMatchObject({ current_index: 0, node: { remediation_round: 1 } });
  });
});

describe("a learner who is asked before anything is explained", () => {
  const tutors = (desk: Desk) => desk.asked.filter(({ agent }) => agent === "tutor");

  it("reads the explanation that was drafted while they answered, if they do not know", async () => {
    const desk = openDesk();
    const lesson = await atFirstQuestion(desk, true);
    expect(tutors(desk).map(({ purpose }) => purpose)).toEqual(["speculation"]);
    expect(await desk.roundsOf(lesson.reply(WRONG))).toBe(1);
    expect(lesson.events("tutor_delivered").at(-1)).toMatchObject({ reason: "teach", reviewed: true });
    expect(lesson.events("tutor_drafted").at(-1)).toMatchObject({ source: { cache: "speculation" } });
    expect(tutors(desk)).toHaveLength(1);
  });

  it("reads it at once when they ask to be taught", async () => {
    const desk = openDesk();
    const lesson = await atFirstQuestion(desk, true);
    lesson.engine.accept({ type: "teach_me", message_id: "teach-0001" });
    expect(await desk.roundsOf(lesson.engine.goOn())).toBe(0);
    expect(lesson.events("tutor_delivered").at(-1)).toMatchObject({ reason: "teach" });
  });

  it("is asked again by code, and nothing is drafted that a second right answer would waste", async () => {
    const desk = openDesk();
    const lesson = await atFirstQuestion(desk, true);
    lesson.clock.advance(30_000);
    const before = desk.asked.length;
    expect(await desk.roundsOf(lesson.reply(RIGHT))).toBe(1);
    await desk.roundsOf(lesson.engine.rest());
    expect(lesson.events("tutor_delivered").at(-1)).toMatchObject({ reason: "probe", source: "embedded" });
    expect(desk.asked.slice(before).map(({ agent }) => agent)).toEqual(["evaluator"]);
  });
});

describe("drafting ahead", () => {
  it("asks nobody where it would not pay: no model, or money is short", async () => {
    const desk = openDesk({ isWorth: () => false });
    const lesson = await atFirstQuestion(desk);
    expect(await desk.roundsOf(lesson.reply(RIGHT))).toBe(3);
    expect(desk.asked.filter(({ purpose }) => purpose !== "turn")).toEqual([]);
  });

  it("stands back while a crowd waits in the same isolate, and goes on when it has gone", async () => {
    const desk = openDesk();
    const lesson = await atFirstQuestion(desk);
    const ahead = () => desk.asked.filter(({ purpose }) => purpose === "speculation").length;
    const before = ahead();
    const crowd = Array.from({ length: 100 }, () => desk.turns.begin());
    expect(await desk.roundsOf(lesson.reply(HALF))).toBe(3);
    crowd.push(desk.turns.begin());
    await desk.roundsOf(lesson.reply(RIGHT));
    await desk.roundsOf(lesson.engine.rest());
    expect(ahead()).toBe(before);
    for (const end of crowd) end();
    await desk.roundsOf(lesson.engine.rest());
    expect(ahead()).toBeGreaterThan(before);
  });

  it("begins the turn with the second draft when the reviewer sent the first back, and asks nothing twice", async () => {
    const desk = openDesk({
      say: ({ agent, embedded, purpose }) =>
        agent === "reviewer" && purpose === "speculation"
          ? { ...(embedded() as object), approved: false, feedback: "Shorter." }
          : undefined,
    });
    const lesson = await atFirstQuestion(desk);
    const before = lesson.events("tutor_drafted").length;
    expect(await desk.roundsOf(lesson.reply(RIGHT))).toBe(3);
    const drafts = lesson.events("tutor_drafted").slice(before);
    expect(drafts).toMatchObject([{ source: { cache: "speculation" } }, { source: { kind: "model" } }]);
    expect(drafts[1]).not.toMatchObject({ source: { cache: "speculation" } });
    expect(lesson.events("draft_reviewed").at(-2)).toMatchObject({
      approved: false,
      feedback: "Shorter.",
      source: { cache: "speculation" },
    });
    expect(lesson.events("tutor_delivered").at(-1)).toMatchObject({ reason: "advance", reviewed: true });
    expect(desk.asked.filter(({ agent }) => agent === "tutor").at(-1)?.prompt).toContain("Shorter.");
  });

  it("does not stand in for a message that must speak of a step set aside", async () => {
    const desk = openDesk();
    const lesson = await atFirstQuestion(desk);
    for (let round = 0; round < 4; round++) await desk.roundsOf(lesson.reply(WRONG));
    lesson.engine.accept({ type: "set_aside", message_id: "aside-0001" });
    expect(await desk.roundsOf(lesson.engine.goOn())).toBe(2);
    expect(lesson.events("tutor_drafted").at(-1)).not.toMatchObject({ source: { cache: "speculation" } });
  });

  it("stops when the learner takes another path than was foreseen", async () => {
    const desk = openDesk();
    const lesson = openLesson(desk);
    createFixtureSession(lesson.engine);
    await desk.roundsOf(lesson.engine.goOn());
    void lesson.engine.rest();
    await new Promise((resolve) => setImmediate(resolve));
    const ahead = desk.asked.find(({ purpose }) => purpose === "speculation");
    expect(ahead).toMatchObject({ agent: "tutor", signal: { aborted: false } });
    expect(lesson.engine.accept({ type: "choose_path", message_id: "choose-0002", path_id: "2" })).toMatchObject({ ok: true });
    await desk.roundsOf(lesson.engine.goOn());
    expect(ahead?.signal?.aborted).toBe(true);
    expect(lesson.engine.current()?.state.phase.type).toBe("awaiting_reply");
  });

  it("stops when the learner ends the lesson", async () => {
    const desk = openDesk();
    const lesson = openLesson(desk);
    createFixtureSession(lesson.engine);
    await desk.roundsOf(lesson.engine.goOn());
    void lesson.engine.rest();
    await new Promise((resolve) => setImmediate(resolve));
    lesson.engine.accept({ type: "abandon", message_id: "abandon-001" });
    expect(desk.asked.at(-1)).toMatchObject({ agent: "tutor", purpose: "speculation", signal: { aborted: true } });
  });

  it("counts a draft that cannot be stored as one that was not made", async () => {
    const desk = openDesk();
    const lesson = openLesson(desk);
    createFixtureSession(lesson.engine);
    await desk.roundsOf(lesson.engine.goOn());
    lesson.engine.accept({ type: "choose_path", message_id: "choose-0001", path_id: "1" });
    await desk.roundsOf(lesson.engine.goOn());
    lesson.storage.failWrite(1);
    await desk.roundsOf(lesson.engine.rest());
    expect(await desk.roundsOf(lesson.reply(RIGHT))).toBe(3);
    expect(lesson.engine.current()?.state.current_index).toBe(1);
  });
});

describe("a turn that is faster than whoever works ahead", () => {
  it("asks for the next message once", async () => {
    const desk = openDesk();
    const gate = Promise.withResolvers<boolean>();
    let isSlow = false;
    const slow: Desk = {
      ...desk,
      models: { ...desk.models, worthAsking: async () => (isSlow ? await gate.promise : false) },
    };
    const lesson = await atFirstQuestion(slow);
    isSlow = true;
    // Somebody begins to get ready, and the learner gets on before they are.
    const resting = lesson.engine.rest();
    const before = desk.asked.length;
    const replying = lesson.reply(RIGHT);
    isSlow = false;
    await desk.roundsOf(replying);
    gate.resolve(true);
    await resting;
    expect(desk.asked.slice(before).filter(({ agent }) => agent === "tutor")).toHaveLength(1);
  });
});
