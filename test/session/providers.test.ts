import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createModels } from "../../src/llm/answer.usecase.ts";
import { toJsonSchema } from "../../src/llm/json-schema.schema.ts";
import { readLlmConfig } from "../../src/llm/llm.config.ts";
import type { Models } from "../../src/llm/models.port.ts";
import { createRoute } from "../../src/llm/route.adapter.ts";
import { freeEntry } from "../support/free-entry.ts";
import { systemTimer } from "../../src/llm/timer.adapter.ts";
import { systemClock } from "../../src/shared/system-clock.adapter.ts";
import { systemRandom } from "../../src/shared/system-random.adapter.ts";
import type { SessionEvent } from "../../src/session/events.schema.ts";
import { INSTRUCTION_ATTEMPTS } from "../agents/evaluator/instruction-attempts.ts";
import { type FaultMode, type FaultModelServer, refusingUrl, startFaultModelServer } from "../support/fault-model-server.ts";
import { EMBEDDED_ONLY } from "../support/embedded-only.ts";
import { createFixtureSession, openEngine } from "../support/open-engine.ts";
import { createTestStorage } from "../support/sqlite-storage.ts";
import { FULL_MARKS } from "../support/full-marks.ts";
import { type Agent, goodModel, NODES, RIGHT_ANSWER, whoAsks } from "./good-model.ts";

/** Short enough that a hanging provider costs the test little, long enough for every answer on loopback. */
const TURN_MS = 1_500;

let server: FaultModelServer;
beforeAll(async () => {
  server = await startFaultModelServer();
});
afterAll(() => server.close());

function modelsAt(url: string): Models {
  const config = readLlmConfig({ LLM_BASE_URL: url, LLM_MODEL: "test", LLM_FIRST_TOKEN_MS: "300", LLM_BETWEEN_TOKENS_MS: "300" });
  if (!config.ok) throw new Error(config.error.join(" "));
  const route = createRoute(config.value, { profile: "local", ai: undefined });
  return createModels({
    route: () => route.map(freeEntry),
    clock: systemClock,
    limits: config.value.limits,
    timer: systemTimer,
    random: systemRandom,
    toJsonSchema,
  });
}

async function startLesson(models: Models): Promise<{ say: (text: string) => Promise<SessionEvent[]>; log: () => SessionEvent[] }> {
  const { engine, store } = openEngine({
    models,
    clock: systemClock,
    storage: createTestStorage(),
    deadlines: { effect_ms: TURN_MS, turn_ms: TURN_MS },
  });
  createFixtureSession(engine);
  await engine.goOn();
  const chosen = engine.accept({ type: "choose_path", message_id: "choose-0001", path_id: "1" });
  expect(chosen.ok).toBe(true);
  await engine.goOn();
  let said = 0;
  return {
    log: () => store.eventsSince(0),
    async say(text) {
      const before = engine.current()?.seq ?? 0;
      said += 1;
      expect(engine.accept({ type: "reply", message_id: `message-${said}`, text })).toMatchObject({ ok: true });
      await engine.goOn();
      return store.eventsSince(before);
    },
  };
}

const sourcesOf = (events: readonly SessionEvent[]) =>
  events.flatMap((event) => ("source" in event && typeof event.source === "object" ? [event.source] : []));
const delivered = (events: readonly SessionEvent[]) => events.flatMap((event) => (event.type === "tutor_delivered" ? [event] : []));

describe("a lesson taught by a model", () => {
  it("goes to its end through the real provider path", async () => {
    server.setAnswers(goodModel);
    const lesson = await startLesson(modelsAt(server.url));
    for (let node = 0; node < NODES.length; node++) await lesson.say(RIGHT_ANSWER);
    const log = lesson.log();
    expect(log.at(-1)).toMatchObject({ type: "session_completed", summary: { closing_check: "unassisted" } });
    expect(sourcesOf(log).map((source) => source.kind)).toEqual(sourcesOf(log).map(() => "model"));
    expect(delivered(log)[0]).toMatchObject({ teaching: expect.stringContaining("guests keep arriving"), reviewed: true, source: "model" });
  });
});

/** Every way in which the provider itself can fail, and the fault that the log has to name. */
const PROVIDER_FAULTS: readonly [string, FaultMode, readonly string[]][] = [
  ["answers 401", { status: 401 }, ["unauthorized"]],
  ["answers 429 with Retry-After", { status: 429, headers: { "retry-after": "30" } }, ["rate_limited"]],
  ["answers 500", { status: 500 }, ["provider_error"]],
  ["hangs", "hang_before_headers", ["silent", "timeout"]],
  ["drips a byte a second", "drip", ["silent", "timeout"]],
  ["closes in mid-body", "close_mid_body", ["cut_off", "unreachable", "provider_error"]],
  ["answers HTML", { body: "<!doctype html><title>Bad gateway</title>", content_type: "text/html" }, ["provider_error", "not_json"]],
  ["answers with invalid JSON", { says: "The learner did well, I would say." }, ["not_json", "wrong_schema"]],
  ["answers with JSON of another schema", { says: '{"answer": 42}' }, ["wrong_schema"]],
  ["answers nothing", { says: "" }, ["empty"]],
  // On a busy machine so much is slower to come than the watchdog is patient; that it is too large is held in test/llm.
  ["answers with five megabytes", "five_megabytes", ["too_large", "silent"]],
];

describe("a lesson whose provider fails", () => {
  async function expectEmbeddedTurn(lesson: Awaited<ReturnType<typeof startLesson>>, faults: readonly string[]): Promise<void> {
    const started = systemClock.now();
    const turn = await lesson.say("I don't know");
    expect(systemClock.now() - started).toBeLessThan(TURN_MS + 1_000);
    expect(turn.map((event) => event.type)).toEqual([
      "learner_replied",
      "reply_evaluated",
      "tutor_drafted",
      "draft_reviewed",
      "tutor_delivered",
    ]);
    expect(turn[0]).toMatchObject({ text: "I don't know" });
    expect(delivered(turn)[0]).toMatchObject({ node_id: "node_cake", source: "embedded" });
    const attempts = sourcesOf(turn).flatMap((source) => source.attempts);
    expect(attempts.length).toBeGreaterThan(0);
    for (const attempt of attempts) expect(faults).toContain(attempt.fault);
  }

  it.each(PROVIDER_FAULTS)("goes on with the embedded tutor when it %s", async (_name, mode, faults) => {
    server.setAnswers(goodModel);
    const lesson = await startLesson(modelsAt(server.url));
    server.setMode(mode);
    await expectEmbeddedTurn(lesson, faults);
  });

  it("goes on with the embedded tutor when it refuses the connection", async () => {
    await expectEmbeddedTurn(await startLesson(modelsAt(await refusingUrl())), ["unreachable"]);
  });
});

describe("a lesson whose model misbehaves", () => {
  /** One turn after the first question, with some of the model's answers replaced. */
  async function turnWith(replies: Partial<Record<Agent, (good: unknown) => unknown>>, text = RIGHT_ANSWER): Promise<SessionEvent[]> {
    server.setAnswers(goodModel);
    const lesson = await startLesson(modelsAt(server.url));
    server.setAnswers((body) => {
      const good = goodModel(body);
      return replies[whoAsks(body)]?.(good) ?? good;
    });
    return await lesson.say(text);
  }

  it("does not advance on a contradictory verdict, and records the correction", async () => {
    const turn = await turnWith({ evaluator: (good) => ({ ...(good as object), evaluation: "wrong", should_advance: true }) });
    const evaluated = turn.find((event) => event.type === "reply_evaluated");
    expect(evaluated).toMatchObject({
      evaluation: { should_advance: false },
      corrections: expect.arrayContaining([expect.objectContaining({ check: "self_contradiction" })]),
    });
    expect(delivered(turn)[0]?.node_id).toBe("node_cake");
  });

  it.each([
    ["asks no question", { question: "That is all there is to it." }, "exactly_one_question"],
    [
      "asks three",
      { teaching: "Who eats? Who cuts?", question: "Which is larger, a third or a fifth of one bread, and why?" },
      "exactly_one_question",
    ],
    ["asks something else", { question: "What is the capital of France?" }, "item_asked"],
    ["cites what is not there", { citations: ["node_nowhere.simpler"] }, "citations_exist"],
    [
      "always gives the key away",
      {
        teaching:
          "The third is larger because it has fewer pieces. Four people get a larger piece because there are fewer people. The half is larger because there are fewer parts.",
      },
      "key_not_given",
    ],
  ])("sends out no draft of a tutor who %s", async (_name, change, check) => {
    const turn = await turnWith({ tutor: (good) => ({ ...(good as object), ...change }) });
    const reviews = turn.flatMap((event) => (event.type === "draft_reviewed" ? [event] : []));
    expect(reviews[0]?.findings.map((finding) => finding.check)).toContain(check);
    expect(turn.filter((event) => event.type === "tutor_drafted")).toHaveLength(4);
    expect(delivered(turn)[0]).toMatchObject({ source: "embedded" });
    expect(JSON.stringify(delivered(turn)[0])).not.toContain(Object.values(change)[0]);
  });

  it("delivers the last draft, marked, when the reviewer never approves", async () => {
    const turn = await turnWith({ reviewer: () => ({ approved: false, feedback: "Say it with an example.", principles: FULL_MARKS }) });
    expect(turn.filter((event) => event.type === "draft_reviewed")).toHaveLength(4);
    expect(delivered(turn)[0]).toMatchObject({ reviewed: false, source: "model" });
  });

  it("holds its place against every attempt to instruct an evaluator that obeys", async () => {
    expect(INSTRUCTION_ATTEMPTS.length).toBeGreaterThanOrEqual(40);
    server.setAnswers(goodModel);
    const lesson = await startLesson(modelsAt(server.url));
    let reply = "";
    server.setAnswers((body) => {
      const good = goodModel(body);
      return whoAsks(body) === "evaluator" ? { ...(good as object), quoted: reply, key_points_met: ["which", "why"] } : good;
    });
    for (const attempt of INSTRUCTION_ATTEMPTS) {
      reply = attempt;
      const turn = await lesson.say(attempt);
      expect([attempt, delivered(turn)[0]?.node_index]).toEqual([attempt, 0]);
    }
  });
});

describe("the embedded evaluator", () => {
  it("holds its place against every attempt to instruct it", async () => {
    const lesson = await startLesson(EMBEDDED_ONLY);
    for (const attempt of INSTRUCTION_ATTEMPTS) {
      const turn = await lesson.say(attempt);
      expect([attempt, delivered(turn)[0]?.node_index]).toEqual([attempt, 0]);
    }
  });
});
