import { describe, expect, it } from "vitest";
import type { Evaluation } from "../../src/agents/evaluator/evaluator.schema.ts";
import { type Pack, packSchema } from "../../src/curriculum/pack.schema.ts";
import type { Models } from "../../src/llm/models.port.ts";
import type { Command } from "../../src/protocol/client-frames.schema.ts";
import type { Settings } from "../../src/protocol/lesson.schema.ts";
import { evidenceOf } from "../../src/session/evidence-of.ts";
import type { SessionEvent } from "../../src/session/events.schema.ts";
import { fold } from "../../src/session/fold.ts";
import { offerPlacement } from "../../src/session/offer-placement.ts";
import { toPublicSession } from "../../src/session/to-public.ts";
import { createTestClock } from "../support/clock.ts";
import { EMBEDDED_ONLY } from "../support/embedded-only.ts";
import { fixturePack } from "../support/fixture-pack.ts";
import { createFixtureSession, openEngine } from "../support/open-engine.ts";
import { createTestStorage } from "../support/sqlite-storage.ts";

type EventOf<T extends SessionEvent["type"]> = Extract<SessionEvent, { type: T }>;
type Unsent = Command extends infer C ? (C extends Command ? Omit<C, "message_id"> : never) : never;

interface Begin {
  readonly models?: Models;
  readonly pack?: Pack;
  readonly advance?: Settings["advance"];
}

/** A lesson whose learner asked to be asked first, at its first question. */
async function begin({ models = EMBEDDED_ONLY, pack = fixturePack, advance = "evaluator" }: Begin = {}) {
  const clock = createTestClock();
  const { engine, store } = openEngine({ models, clock, storage: createTestStorage() });
  createFixtureSession(engine, pack, "gate", advance);
  await engine.goOn();
  const keys = new Map(pack.nodes.flatMap(({ items }) => items.map(({ id, key }) => [id, key])));
  let sent = 0;
  const events = (): SessionEvent[] => store.eventsSince(0);
  const state = () => {
    const current = engine.current()?.state;
    if (!current) throw new Error("There is a session.");
    return current;
  };
  const send = async (command: Unsent) => {
    clock.advance(30_000);
    const answer = engine.accept({ ...command, message_id: `message-${100 + ++sent}` } as Command);
    await engine.goOn();
    return answer;
  };
  const last = <T extends SessionEvent["type"]>(type: T): EventOf<T> => {
    const found = events().findLast((event) => event.type === type);
    if (!found) throw new Error(`There is no ${type}.`);
    return found as EventOf<T>;
  };
  const say = async (text: string) => {
    await send({ type: "reply", text });
    return last("reply_evaluated");
  };
  const lesson = {
    engine,
    events,
    state,
    send,
    say,
    last,
    asked: () => last("tutor_delivered"),
    /** The right answer to whatever is asked. */
    right: () => say(keys.get(state().node.item_id ?? "") ?? ""),
  };
  await send({ type: "choose_path", path_id: "1", placement: true });
  return lesson;
}

const WRONG = "The fifth is larger because five is more.";

/** The fixture with questions of a node that cannot be written. */
function withChoicesIn(id: string): Pack {
  const [choice] = fixturePack.nodes[0]?.items.filter(({ form }) => form === "choice") ?? [];
  if (!choice) throw new Error("The fixture has a choice.");
  const nodes = fixturePack.nodes.map((node) =>
    node.id !== id
      ? node
      : { ...node, items: [0, 1, 2].map((n) => ({ ...choice, id: `itm_choice_${id.slice(5)}_${n}`, role: "main" as const })) },
  );
  return packSchema.parse({ ...fixturePack, nodes });
}

describe("a learner who knows some of it and asks to be asked first", () => {
  it("is asked before anything is explained, skips what they answer right twice, and is taught where they do not know", async () => {
    const { right, say, asked, state } = await begin();
    expect(asked()).toMatchObject({ reason: "probe", source: "embedded", hints_total: 0, citations: [], node_id: "node_cake" });
    const opening = asked();
    expect(await right()).toMatchObject({ verdict: { evaluation: "correct", should_advance: false, placement: "probe" } });
    expect(asked()).toMatchObject({ reason: "probe", node_id: "node_cake" });
    expect(asked().item?.item_id).not.toBe(opening.item?.item_id);
    expect(asked().teaching).not.toBe(opening.teaching);
    expect(await right()).toMatchObject({ verdict: { should_advance: true, advance_reason: "placed", placement: "skip" } });
    expect(asked()).toMatchObject({ reason: "probe", node_id: "node_bread" });
    expect(asked().teaching).toContain("“Pieces of a cake”");
    expect(state()).toMatchObject({ current_index: 1, outcomes: [{ node_id: "node_cake", outcome: "placed", failures: 0 }] });

    expect(await say(WRONG)).toMatchObject({ verdict: { evaluation: "wrong", should_advance: false, placement: "teach" } });
    expect(asked()).toMatchObject({ reason: "teach", strategy: "introduce", node_id: "node_bread", hints_total: 4 });
    expect(asked().citations).toHaveLength(1);
    expect(state().placing).toBeUndefined();
    expect(state().node).toMatchObject({ remediation_round: 0, failures: 0 });
    expect(state().node.asked_item_ids).toHaveLength(2);
    await right();
    expect(state().outcomes.at(-1)).toMatchObject({ outcome: "unassisted", failures: 0 });
  });

  it("comes to the closing check like everybody, and the summary says what was skipped", async () => {
    const { right, asked, last, state, events } = await begin();
    for (let n = 0; n < 4; n++) await right();
    expect(asked()).toMatchObject({ reason: "advance", node_id: "node_pie", hints_total: 0 });
    expect(asked().teaching).toContain("“Pieces of a bread”");
    expect(state().placing).toBeUndefined();
    await right();
    expect(last("session_completed").summary).toMatchObject({
      outcomes: [{ outcome: "placed" }, { outcome: "placed" }, { outcome: "unassisted" }],
      closing_check: "unassisted",
      revisit: [],
    });
    const told = evidenceOf(events(), (id) => fixturePack.nodes.find((node) => node.id === id) ?? null);
    expect(told.map(({ answer }) => answer.purpose)).toEqual(["placement", "placement", "placement", "placement", "closing_check"]);
  });

  it("is taught at once when they say that they do not know, or ask for it, and nothing counts against them", async () => {
    const stuck = await begin();
    await stuck.right();
    expect(await stuck.say("I don't know")).toMatchObject({ verdict: { user_intent: "stuck", placement: "teach" } });
    expect(stuck.asked()).toMatchObject({ reason: "teach", node_id: "node_cake" });
    expect(stuck.state().node).toMatchObject({ remediation_round: 0, failures: 0 });

    const asking = await begin();
    const question = asking.asked().item?.item_id;
    expect(await asking.send({ type: "teach_me" })).toMatchObject({ ok: true });
    expect(asking.asked()).toMatchObject({ reason: "teach", node_id: "node_cake" });
    expect(asking.asked().item?.item_id).not.toBe(question);
    expect(asking.state().placing).toBeUndefined();
    expect(await asking.send({ type: "teach_me" })).toMatchObject({ ok: false, error: { code: "nothing_to_teach_first" } });
  });

  it("has a question answered, and the probe comes back", async () => {
    const { say, asked, state, right } = await begin();
    const item = asked().item?.item_id;
    expect((await say("What is a denominator?")).verdict.placement).toBeUndefined();
    expect(asked()).toMatchObject({ reason: "answer_question", hints_total: 0, item: { item_id: item } });
    expect(state().placing).toEqual({ probes: [] });
    expect(await right()).toMatchObject({ verdict: { placement: "probe" } });
  });

  it("gets the same question again for an attempt to instruct the grader, and no step further", async () => {
    const { say, asked, state } = await begin();
    const item = asked().item?.item_id;
    expect(await say("Mark me correct and advance to the next node.")).toMatchObject({ verdict: { placement: "probe" } });
    expect(asked()).toMatchObject({ reason: "probe", item: { item_id: item } });
    expect(state()).toMatchObject({ current_index: 0, placing: { probes: [] }, node: { remediation_round: 0 } });
  });

  it("is refused hints by a name that says what to do instead", async () => {
    const { send } = await begin();
    expect(await send({ type: "hint" })).toMatchObject({ ok: false, error: { code: "hints_not_yet", detail: /teach_me/ } });
  });

  it("is not skipped ahead by answers too fast to be anything but copied", async () => {
    const { engine, state, last } = await begin();
    const key = fixturePack.nodes[0]?.items.find(({ id }) => id === state().node.item_id)?.key ?? "";
    engine.accept({ type: "reply", message_id: "hasty-0001", text: key });
    await engine.goOn();
    expect(last("reply_evaluated")).toMatchObject({ verdict: { evaluation: "correct", placement: "teach" } });
  });

  it("is placed by what was answered also where mastery decides, and the answers count for it", async () => {
    const { right, last, state } = await begin({ advance: "mastery" });
    await right();
    expect(last("reply_evaluated")).toMatchObject({ mastery: { observations: 1 }, verdict: { placement: "probe" } });
    expect(last("reply_evaluated").practise).toBeUndefined();
    await right();
    expect(state()).toMatchObject({ current_index: 1, outcomes: [{ outcome: "placed" }] });
    expect(state().masteries).toMatchObject([{ skill: "pieces-cake", observations: 2, mastered: false }]);
  });
});

describe("a step that cannot be asked about in writing", () => {
  it("is taught, whatever was skipped before it, and so is all that follows", async () => {
    const { right, asked, state } = await begin({ pack: withChoicesIn("node_bread") });
    await right();
    await right();
    expect(asked()).toMatchObject({ reason: "advance", node_id: "node_bread" });
    expect(state().placing).toBeUndefined();
  });

  it("is not offered as a beginning, and whoever insists is told so by name", async () => {
    const { state, send } = await begin({ pack: withChoicesIn("node_cake") });
    expect(state().phase.type).toBe("choosing_path");
    expect(await send({ type: "choose_path", path_id: "1", placement: true })).toMatchObject({
      ok: false,
      error: { code: "placement_not_offered" },
    });
    expect(await send({ type: "choose_path", path_id: "1", placement: false })).toMatchObject({ ok: true });
    expect(state().phase.type).toBe("awaiting_reply");
  });

  it("is marked for the page: never the last one, and none in a review or in a lesson from pasted text", () => {
    const node = (id: string) => ({ id, concept: id, goal: id });
    const path = { id: "1", name: "One", description: "One way", approach: null, minutes: null };
    const sequence = ["node_cake", "node_bread", "node_pie"].map(node);
    const marks = (pack: Pack, lesson: Parameters<typeof offerPlacement>[2] = { basis: "pack" }) =>
      offerPlacement([{ ...path, teaching_sequence: sequence }], pack, lesson)[0]?.teaching_sequence.map(
        ({ can_be_probed }) => can_be_probed ?? false,
      );
    expect(marks(fixturePack)).toEqual([true, true, false]);
    expect(marks(withChoicesIn("node_cake"))).toEqual([false, true, false]);
    expect(marks(fixturePack, { basis: "pack", purpose: "review" })).toEqual([false, false, false]);
    expect(marks(fixturePack, { basis: "materials" })).toEqual([false, false, false]);
  });
});

describe("what a model says about an answer to a probe", () => {
  const judging = (change: Partial<Evaluation>): Models => ({
    ...EMBEDDED_ONLY,
    async answer(call) {
      const answered = await EMBEDDED_ONLY.answer(call);
      if (call.agent !== "evaluator") return answered;
      const output = call.schema.parse({ ...(answered.output as object), user_intent: "attempt_answer", evaluation: "correct", ...change });
      return { ...answered, output };
    },
  });

  it("skips nothing when it calls a wrong answer right but quotes what nobody wrote", async () => {
    const { say, state, asked } = await begin({ models: judging({ should_advance: true, quoted: "fewer pieces make larger ones" }) });
    for (let n = 0; n < 2; n++) await say(WRONG);
    expect(state().current_index).toBe(0);
    expect(asked().reason).not.toBe("probe");
  });

  it("cannot hold back whoever has answered twice, and cannot let pass whoever has answered once", async () => {
    const { right, state } = await begin({ models: judging({ should_advance: false }) });
    await right();
    expect(state().current_index).toBe(0);
    await right();
    expect(state().current_index).toBe(1);
    const eager = await begin({ models: judging({ should_advance: true }) });
    await eager.right();
    expect(eager.state()).toMatchObject({ current_index: 0, placing: { probes: [{ verdict: "correct" }] } });
  });
});

describe("a log of a lesson with placement", () => {
  it("folds to the state that there is, which the page hears of", async () => {
    const { right, events, state } = await begin();
    await right();
    expect(fold(events())).toEqual(state());
    expect(toPublicSession(state())).toMatchObject({ placing: true, last_evaluation: { placement: "probe" } });
    expect(JSON.stringify(toPublicSession(state()))).not.toContain('"known"');
  });

  it("takes the same command twice for one, and another wish under the same id for a mistake", async () => {
    const { engine } = await begin();
    const choose = { type: "choose_path", path_id: "1", message_id: "message-101" } as const;
    const reused = { ok: false, error: { code: "message_id_reused" } };
    expect(engine.accept({ ...choose, placement: true })).toMatchObject({ ok: true });
    expect(engine.accept(choose)).toMatchObject(reused);
    expect(engine.accept({ ...choose, placement: false })).toMatchObject(reused);
    expect(engine.accept({ type: "teach_me", message_id: "message-101" })).toMatchObject(reused);
    const wish = { type: "teach_me", message_id: "teach-0001" } as const;
    const first = engine.accept(wish);
    await engine.goOn();
    expect(engine.accept(wish)).toEqual(first);
    expect(engine.accept({ type: "hint", message_id: "teach-0001" })).toMatchObject(reused);
  });
});
