import { describe, expect, it } from "vitest";
import type { DeltaFrame } from "../../src/protocol/server-frames.schema.ts";
import { GROWING_SEQ, grow, type Growing, withGrowing } from "../../web/app/growing.ts";
import { deliveryOf } from "../../web/app/route.ts";
import { type Action, reduceSession, type SessionState } from "../../web/app/session-state.ts";
import { foldEvents } from "../../web/app/session-view.ts";
import { readFrame } from "../../web/app/wire.ts";
import { advanced, CHOSEN, CREATED, type Happening, judged, logOf, OFFERED, replied, teaching } from "./fixtures.ts";

const REMEDY: Happening[] = [CREATED, OFFERED, CHOSEN, teaching(0), replied("Two.", "msg_1"), judged("msg_1")];
const piece = (text: string, change: Partial<DeltaFrame> = {}): DeltaFrame => ({
  v: 1,
  type: "delta",
  draft: 1,
  part: "teaching",
  text,
  reset: false,
  ...change,
});
const growAll = (...pieces: DeltaFrame[]) => pieces.reduce<Growing | null>(grow, null);

function stateAfter(before: readonly Happening[], ...steps: (DeltaFrame | Happening)[]): SessionState {
  const log = logOf(before);
  let seq = log.length;
  const start: SessionState = {
    view: foldEvents(log),
    growing: null,
    draft: "",
    option: null,
    outbox: [],
    activity: null,
    link: "live",
    refusal: null,
  };
  return steps
    .flatMap((step): Action[] =>
      step.type === "delta" ? [{ type: "delta", delta: step }] : logOf([step], seq++).map((event) => ({ type: "event", event })),
    )
    .reduce(reduceSession, start);
}

const shown = ({ view, growing }: SessionState) => withGrowing(view, growing);
const MESSAGE = teaching(0, { reason: "remediate", teaching: "One. Two. Three.", question: "How many?" });

describe("a message that grows on the page", () => {
  it("is made of its pieces in order, and a piece without its beginning is left out", () => {
    expect(growAll(piece("One.", { reset: true }), piece(" Two."), piece("How?", { part: "question" }))).toMatchObject({
      teaching: "One. Two.",
      question: "How?",
      rewritten: false,
    });
    expect(growAll(piece(" Two."))).toBeNull();
    expect(growAll(piece("One.", { reset: true }), piece(" Two.", { draft: 2 }))).toMatchObject({ teaching: "One." });
  });

  it("stays as it is when a line that broke is told the whole again", () => {
    expect(growAll(piece("One.", { reset: true }), piece(" Two."), piece("One. Two.", { reset: true }), piece(" Three."))).toMatchObject({
      teaching: "One. Two. Three.",
      rewritten: false,
    });
  });

  it("counts as rewritten when another draft says something else, be it after the same first sentence", () => {
    const again = [piece("One.", { reset: true }), piece(" Two."), piece("One.", { reset: true, draft: 2 })];
    expect(growAll(...again)).toMatchObject({ teaching: "One.", rewritten: false });
    expect(growAll(...again, piece(" Six.", { draft: 2 }))).toMatchObject({ teaching: "One. Six.", rewritten: true });
    expect(growAll(...again, piece(" Two. Three.", { draft: 2 }))).toMatchObject({ rewritten: false });
  });

  it("is the last entry of its stone, and of a stone of its own when the learner got on", () => {
    const here = shown(stateAfter(REMEDY, piece("One.", { reset: true }))).chapters;
    expect([here.length, here[0]?.entries.at(-1)]).toMatchObject([1, { kind: "growing", seq: GROWING_SEQ, teaching: "One." }]);
    const next = shown(stateAfter([...REMEDY.slice(0, -1), advanced("msg_1")], piece("One.", { reset: true }))).chapters;
    expect(next.map(({ node_index, entries }) => [node_index, entries.length])).toEqual([
      [0, 3],
      [1, 1],
    ]);
  });

  it("gives way to the delivered message in the same place, which says so only where its words are others", () => {
    const same = stateAfter(REMEDY, piece("One.", { reset: true }), piece(" Two."), MESSAGE);
    expect([same.growing, shown(same).chapters[0]?.entries.at(-1)]).toMatchObject([null, { kind: "teaching", rewritten: false }]);
    const other = stateAfter(REMEDY, piece("One.", { reset: true }), piece(" Six."), MESSAGE);
    expect(shown(other).chapters[0]?.entries.at(-1)).toMatchObject({ kind: "teaching", teaching: "One. Two. Three.", rewritten: true });
    expect(shown(other).chapters[0]?.entries[0]).toMatchObject({ kind: "teaching", rewritten: false });
  });

  it("turns soft when it was sent back, and goes when the lesson ends", () => {
    const sentBack: Happening = { type: "draft_reviewed", approved: false, source: "model" };
    expect(stateAfter(REMEDY, piece("One.", { reset: true }), sentBack).growing).toMatchObject({ teaching: "One.", is_stale: true });
    expect(stateAfter(REMEDY, piece("One.", { reset: true }), { type: "session_abandoned", message_id: "msg_2" }).growing).toBeNull();
  });

  it("does not grow when it is not the tutor's turn: a piece that comes late is nobody's", () => {
    expect(stateAfter([...REMEDY, MESSAGE], piece("Late.", { reset: true })).growing).toBeNull();
  });
});

describe("a page that asks for streaming", () => {
  it("knows a piece on the wire, and no piece that lacks its words", () => {
    expect(readFrame(JSON.stringify(piece("One.")))).toMatchObject({ type: "delta", text: "One." });
    expect(readFrame('{"v":1,"type":"delta","draft":1,"part":"hints","text":"x"}')).toBeNull();
  });

  it("does so only where the shelf's address says it", () => {
    expect([deliveryOf("?delivery=stream"), deliveryOf(""), deliveryOf("?delivery=other")]).toEqual([
      { settings: { delivery: "stream" } },
      {},
      {},
    ]);
  });
});
