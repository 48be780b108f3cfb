import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ModelCall, Models } from "../../src/llm/models.port.ts";
import type { Delta } from "../../src/session/growing-message.ts";
import { createTestClock } from "../support/clock.ts";
import { createFixtureSession, openEngine } from "../support/open-engine.ts";
import { createTestStorage } from "../support/sqlite-storage.ts";

const GOOD = "A cake is one whole. Every cut changes the size of the shares. The lower number counts the shares.";
const WRONG = "the fifth is bigger because five is more";
/** What the fixture pack's items call their keys. */
const TELLS = "The third is larger because there are fewer pieces.";

interface Said {
  readonly teaching: string;
  /** The model is gone after this part of its answer, 0 to 1; the built-in tutor goes on. */
  readonly until?: number;
  /** Called in the middle of the answer. */
  readonly midway?: () => void | Promise<void>;
}

/** Models that write what the tutor says in small pieces; everybody else answers as the embedded counterparts would. */
function streamingModels(say: (call: ModelCall<unknown>, draft: number) => Said, isWorth = false): Models & { reviews: boolean[] } {
  let drafts = 0;
  const reviews: boolean[] = [];
  return {
    reviews,
    async answer(call) {
      const model = {
        source: { kind: "model", route: "test:model", late: false, attempts: [] } as const,
        prompt_hash: null,
        cost_nanousd: 0,
      };
      const embedded = call.embedded();
      if (call.embedded_only) return { ...model, output: embedded, source: { ...model.source, kind: "embedded", route: "embedded" } };
      if (call.agent === "reviewer") {
        const approved = reviews.shift() ?? true;
        return { ...model, output: call.schema.parse({ ...(embedded as object), approved, feedback: approved ? "" : "Shorter." }) };
      }
      if (call.agent !== "tutor") return { ...model, output: embedded };
      drafts += 1;
      const { teaching, until = 1, midway } = say(call, drafts);
      const output = { ...(embedded as object), teaching, citations: [], hints: [] };
      const json = JSON.stringify(output);
      const end = Math.floor(json.length * until);
      for (let at = 6; at < end; at += 6) {
        call.onText?.(json.slice(0, at));
        await Promise.resolve();
        if (at > end / 2 && at - 6 <= end / 2) await midway?.();
      }
      if (until < 1) return { ...model, output: embedded, source: { ...model.source, kind: "embedded", route: "embedded" } };
      call.onText?.(json);
      return { ...model, output: call.schema.parse(output) };
    },
    worthAsking: async () => isWorth,
    noteUsed() {},
  };
}

interface Happening {
  readonly what: string;
  readonly delta?: Delta;
}

function openLesson(models: Models, delivery: "gate" | "stream" = "stream") {
  const heard: Happening[] = [];
  const opened = openEngine({
    models,
    clock: createTestClock(),
    storage: createTestStorage(),
    onDelta: (delta) => heard.push({ what: "delta", delta }),
    onEvents: (events) => heard.push(...events.map(({ type }) => ({ what: type }))),
  });
  createFixtureSession(opened.engine, undefined, delivery);
  return {
    ...opened,
    heard,
    deltas: () => heard.flatMap(({ delta }) => (delta ? [delta] : [])),
    delivered: () => opened.store.eventsSince(0).flatMap((event) => (event.type === "tutor_delivered" ? [event] : [])),
    async begin() {
      await opened.engine.goOn();
      opened.engine.accept({ type: "choose_path", message_id: "choose-0001", path_id: "1" });
      await opened.engine.goOn();
    },
    async reply(text: string) {
      opened.engine.accept({ type: "reply", message_id: `reply-${opened.engine.current()?.seq}-0`, text });
      await opened.engine.goOn();
    },
  };
}

/** What stands on the page after these pieces. */
function pageAfter(deltas: readonly Delta[]): string {
  return deltas.reduce((page, { part, text, reset }) => (reset ? "" : page) + (part === "question" ? "\n\n" : "") + text, "");
}

describe("a lesson that streams", () => {
  it("shows the message sentence by sentence before it is delivered, and the delivered message is the same", async () => {
    const lesson = openLesson(streamingModels(() => ({ teaching: GOOD })));
    await lesson.begin();
    const [message] = lesson.delivered();
    expect(lesson.deltas().map(({ part, reset, draft }) => [part, reset, draft])).toEqual([
      ["teaching", true, 1],
      ["teaching", false, 1],
      ["teaching", false, 1],
      ["question", false, 1],
    ]);
    expect(pageAfter(lesson.deltas())).toBe(`${message?.teaching}\n\n${message?.question}`);
    expect(lesson.heard.findLastIndex(({ what }) => what === "delta")).toBeLessThan(
      lesson.heard.findIndex(({ what }) => what === "tutor_drafted"),
    );
    expect(lesson.engine.growing()).toEqual([]);
  });

  it("shows nothing before the message where delivery is gated", async () => {
    let hears: boolean | undefined;
    const models = streamingModels((call) => {
      hears = call.onText !== undefined;
      return { teaching: GOOD };
    });
    const lesson = openLesson(models, "gate");
    await lesson.begin();
    expect([hears, lesson.deltas(), lesson.delivered()[0]?.teaching]).toEqual([false, [], GOOD]);
  });

  it("lets a tab that opens in the middle see what the others see, and no more", async () => {
    let joined: readonly Delta[] = [];
    let seen: Delta[] = [];
    const lesson = openLesson(
      streamingModels(() => ({
        teaching: GOOD,
        midway() {
          joined = lesson.engine.growing();
          seen = lesson.deltas();
        },
      })),
    );
    await lesson.begin();
    expect(joined).toHaveLength(1);
    expect(joined[0]).toMatchObject({ part: "teaching", reset: true, draft: 1 });
    expect(pageAfter(joined)).toBe(pageAfter(seen));
    // What comes after fits onto what it was given.
    expect(pageAfter([...joined, ...lesson.deltas().slice(seen.length)])).toBe(pageAfter(lesson.deltas()));
  });

  it("begins the message anew when the reviewer sent it back", async () => {
    const second = "A cake can be cut in many ways. More guests get smaller shares.";
    const models = streamingModels((_call, draft) => ({ teaching: draft === 1 ? GOOD : second }));
    models.reviews.push(false);
    const lesson = openLesson(models);
    await lesson.begin();
    expect(
      lesson
        .deltas()
        .filter(({ reset }) => reset)
        .map(({ draft }) => draft),
    ).toEqual([1, 2]);
    expect(pageAfter(lesson.deltas())).toContain(second);
    expect(pageAfter(lesson.deltas())).not.toContain("one whole");
    expect(lesson.delivered()[0]?.teaching).toBe(second);
  });

  it("delivers the built-in tutor's message when the model is gone in the middle", async () => {
    const lesson = openLesson(streamingModels(() => ({ teaching: GOOD, until: 0.5 })));
    await lesson.begin();
    expect(lesson.deltas().length).toBeGreaterThan(0);
    expect(lesson.delivered()[0]).toMatchObject({ source: "embedded" });
    expect(lesson.engine.growing()).toEqual([]);
  });

  it("says nothing more once the learner has ended it", async () => {
    let before = 0;
    const lesson = openLesson(
      streamingModels(() => ({
        teaching: GOOD,
        midway() {
          before = lesson.deltas().length;
          lesson.engine.accept({ type: "abandon", message_id: "abandon-001" });
        },
      })),
    );
    await lesson.begin();
    expect(before).toBeGreaterThan(0);
    expect([lesson.deltas().length, lesson.engine.growing()]).toEqual([before, []]);
  });

  it("shows a remedy that was begun while the evaluator read, from its first sentence", async () => {
    const lesson = openLesson(
      streamingModels((_call, draft) => ({ teaching: draft === 1 ? GOOD : `You wrote “the fifth is bigger”. ${GOOD}` }), true),
    );
    await lesson.begin();
    const before = lesson.deltas().length;
    await lesson.reply(WRONG);
    const message = lesson.delivered().at(-1);
    expect(message).toMatchObject({ reason: "remediate", source: "model" });
    expect(pageAfter(lesson.deltas().slice(before))).toBe(`${message?.teaching}\n\n${message?.question}`);
  });

  it("never shows the key, whichever sentence of whichever draft gives it away", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 4, maxLength: 4 }), async (places) => {
        const sentences = GOOD.split(/(?<=\.) /);
        const models = streamingModels((_call, draft) => ({
          teaching: sentences.toSpliced(places[(draft - 1) % places.length] ?? 0, 0, TELLS).join(" "),
        }));
        const lesson = openLesson(models);
        await lesson.begin();
        for (let end = 1; end <= lesson.deltas().length; end++)
          expect(pageAfter(lesson.deltas().slice(0, end))).not.toContain("third is larger");
        expect(lesson.delivered()[0]).toMatchObject({ source: "embedded" });
        expect(lesson.deltas().some(({ part }) => part === "question")).toBe(false);
      }),
      { numRuns: 40 },
    );
  });
});
