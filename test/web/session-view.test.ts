import { describe, expect, it } from "vitest";
import type { PublicEvent } from "../../src/protocol/public-event.schema.ts";
import {
  carriedVerdict,
  EMPTY_VIEW,
  foldEvent,
  foldEvents,
  isClosingCheck,
  lastVerdict,
  mayBePlaced,
  maySetAside,
} from "../../web/app/session-view.ts";
import {
  advanced,
  CHOSEN,
  CHOSEN_TO_BE_PLACED,
  COMPLETED,
  CREATED,
  hinted,
  judged,
  logOf,
  NODES,
  OFFERED,
  PATHS,
  passed,
  placed,
  probe,
  replied,
  teaching,
} from "./fixtures.ts";

const BEGUN = [CREATED, OFFERED, CHOSEN];
const viewOf = (...happenings: Parameters<typeof logOf>[0]) => foldEvents(logOf([...BEGUN, ...happenings]));

describe("what a learner sees who asked to be asked first", () => {
  const asked = (...happenings: Parameters<typeof logOf>[0]) => foldEvents(logOf([CREATED, OFFERED, CHOSEN_TO_BE_PLACED, ...happenings]));
  const missed = [replied("Because five is more.", "msg_a"), judged("msg_a", { placement: "teach" })];

  it("is offered on paths whose first step can be asked about", () => {
    expect(PATHS.map(mayBePlaced)).toEqual([true, false, false]);
  });

  it("is a step that was skipped, as a stone of its own kind, and a check that goes on", () => {
    expect(asked()).toMatchObject({ placing: true, reason: "probe" });
    const view = asked(...placed(0));
    expect(view).toMatchObject({ placing: true, reason: "probe", remediation_round: 0 });
    expect(view.stones.slice(0, 2)).toEqual(["placed", "current"]);
  });

  it("is the teaching after a miss that does not count, or once they ask for it", () => {
    expect(asked(...placed(0), probe(1), ...missed)).toMatchObject({ placing: false, reason: "teach", remediation_round: 0 });
    const taught = asked(probe(0), { type: "teaching_requested", message_id: "msg_t" });
    expect(taught).toMatchObject({ placing: false, turn: "tutor", reason: "teach" });
    expect(asked(probe(0), ...missed, teaching(0, { reason: "teach" })).chapters).toHaveLength(1);
  });

  it("stays a check while a question of theirs is answered, and ends at the closing one", () => {
    const question = [replied("What is a log?", "msg_q"), judged("msg_q", { user_intent: "ask_question", evaluation: "n/a" })];
    expect(asked(probe(0), ...question, teaching(0, { reason: "answer_question" })).placing).toBe(true);
    expect(asked(...NODES.slice(0, -1).flatMap((_, index) => placed(index)))).toMatchObject({ placing: false, reason: "advance" });
  });
});

describe("what a learner sees of a session", () => {
  it("offers the paths once they are there, and lays out the chosen one's stones", () => {
    expect(foldEvents(logOf([CREATED])).turn).toBe("planning");
    expect(foldEvents(logOf([CREATED, OFFERED]))).toMatchObject({ turn: "choosing_path", stones: [] });
    expect(viewOf()).toMatchObject({
      turn: "tutor",
      reason: "first",
      path_name: "Build it piece by piece",
      stones: ["current", "to_come", "to_come", "to_come", "to_come", "to_come"],
    });
  });

  it("folding an event again changes nothing, so a reconnect may repeat itself", () => {
    const events = logOf([...BEGUN, ...passed(0)]);
    const once = foldEvents(events);
    expect(foldEvents(events, once)).toBe(once);
    expect(events.reduce(foldEvent, EMPTY_VIEW)).toEqual(once);
  });

  it("lays the stone with the verdict, before the next message is ready", () => {
    const view = viewOf(...passed(0));
    expect(view.stones.slice(0, 2)).toEqual(["laid", "current"]);
    expect(view).toMatchObject({ turn: "tutor", reason: "advance" });
    expect(view.chapters).toHaveLength(1);
  });

  it("shows a step that was set aside, or that nothing could verify, as another kind of stone", () => {
    const aside = viewOf(...passed(0, { advance_reason: "set_aside" }));
    const unverified = viewOf(...passed(0, { advance_reason: "self_checked", unverified: true }));
    expect([aside.stones[0], unverified.stones[0]]).toEqual(["set_aside", "unverified"]);
  });

  it("keeps the verdict that moved the learner on in sight while the next stone begins", () => {
    const view = viewOf(...passed(0, { confirm: "Just so." }), teaching(1));
    expect(view.chapters.map((chapter) => chapter.node_index)).toEqual([0, 1]);
    expect(carriedVerdict(view)?.evaluation.confirm).toBe("Just so.");
  });

  it("shows an option that was picked as it reads, and what was typed as it was typed", () => {
    const options = [
      { id: "a", text: "The jug with $\\frac{3}{11}$" },
      { id: "b", text: "The jug with $\\frac{3}{5}$" },
    ];
    const said = "b) The jug with $\\frac{3}{5}$\n\n*fifths* are larger, $5 says";
    const item = { item_id: "itm_0", form: "choice" as const, options };
    const [, reply, verdict] =
      viewOf(teaching(0, { item }), replied(said, "msg_a"), judged("msg_a", { quoted: said })).chapters[0]?.entries ?? [];
    const shown = "b) The jug with 3/5\n\n*fifths* are larger, $5 says";
    expect(reply).toMatchObject({ kind: "reply", text: shown });
    expect(verdict).toMatchObject({ kind: "verdict", evaluation: { quoted: shown } });
    const typed = viewOf(teaching(0), replied("$\\frac{3}{5}$", "msg_a")).chapters[0]?.entries[1];
    expect(typed).toMatchObject({ kind: "reply", text: "$\\frac{3}{5}$" });
  });

  it("shows a reply as a program where a program was asked for", () => {
    const kinds = (form: "code" | "open") =>
      viewOf(teaching(0, { item: { item_id: "itm_0", form, options: [] } }), replied("x = 1", "msg_a"), judged("msg_a"))
        .chapters[0]?.entries.slice(1)
        .map((entry) => "is_program" in entry && entry.is_program);
    expect([kinds("code"), kinds("open")]).toEqual([
      [true, true],
      [false, false],
    ]);
  });

  it("goes on to one more question after a right answer where practice is left, and counts nothing towards setting aside", () => {
    const view = viewOf(teaching(0), replied("x", "msg_a"), judged("msg_a", { evaluation: "correct", practise: true }));
    expect(view).toMatchObject({ turn: "tutor", reason: "practise", remediation_round: 0 });
    expect(view.stones[0]).toBe("current");
  });

  it("counts wrong answers and being stuck towards setting a step aside, and questions never", () => {
    const round = (id: string) => [replied("?", id), judged(id), teaching(0, { reason: "remediate" })];
    const question = [replied("What is a log?", "msg_q"), judged("msg_q", { user_intent: "ask_question", evaluation: "n/a" })];
    const asked = viewOf(teaching(0), ...question);
    expect(asked).toMatchObject({ reason: "answer_question", remediation_round: 0 });
    const three = viewOf(teaching(0), ...round("msg_a"), ...round("msg_b"), ...round("msg_c"));
    expect(maySetAside(three)).toBe(false);
    const four = viewOf(teaching(0), ...round("msg_a"), ...round("msg_b"), ...round("msg_c"), ...round("msg_d"));
    expect(maySetAside(four)).toBe(true);
    expect(foldEvents(logOf([replied("x", "msg_e"), advanced("msg_e")], four.seq), four).remediation_round).toBe(0);
  });

  it("goes on counting hints while the same question is asked, and begins anew with another", () => {
    const hints = [teaching(0), hinted(1, "Count."), hinted(2, "Count again.")];
    expect(viewOf(...hints).question).toMatchObject({ hints_given: 2, hints_total: 4 });
    const again = [...hints, replied("x", "msg_a"), judged("msg_a")];
    expect(viewOf(...again, teaching(0)).question?.hints_given).toBe(2);
    expect(viewOf(...again, teaching(0, { item: { item_id: "itm_other", form: "open", options: [] } })).question?.hints_given).toBe(0);
  });

  it("says once who teaches when it is not a model, and again only when that changes", () => {
    const notes = viewOf(
      teaching(0, { source: "embedded" }),
      teaching(0, { source: "embedded" }),
      teaching(0, { source: "model" }),
      teaching(0, { source: "embedded" }),
    ).chapters.flatMap((chapter) => chapter.entries.map((entry) => (entry.kind === "teaching" ? entry.note : "")));
    expect(notes).toEqual(["built_in", null, "model_back", "took_over"]);
    expect(viewOf(teaching(0, { source: "model" })).chapters[0]?.entries[0]).toMatchObject({ note: null });
  });

  it("ends with the summary, and with the last answer's verdict still at hand", () => {
    const last = NODES.length - 1;
    const view = viewOf(
      ...NODES.slice(0, last).flatMap((_, index) => passed(index)),
      ...passed(last, { confirm: "All of it." }),
      COMPLETED,
    );
    expect(view.turn).toBe("completed");
    expect(view.stones).toEqual(NODES.map(() => "laid"));
    expect(view.summary?.closing_check).toBe("unassisted");
    expect(lastVerdict(view)?.evaluation.confirm).toBe("All of it.");
  });

  it("knows the closing check, and a session that its learner ended", () => {
    const closing = viewOf(...NODES.slice(0, -1).flatMap((_, index) => passed(index)), teaching(NODES.length - 1, { hints_total: 0 }));
    expect(isClosingCheck(closing)).toBe(true);
    expect(isClosingCheck(viewOf(teaching(0)))).toBe(false);
    expect(viewOf(teaching(0), { type: "session_abandoned", message_id: "msg_end" }).turn).toBe("abandoned");
  });

  it("leaves alone what only a newer server knows", () => {
    const before = viewOf(teaching(0));
    const foreign: PublicEvent = JSON.parse(`{"v":1,"seq":${before.seq + 1},"at":"2026-11-20T12:00:00.000Z","type":"leaf_fell"}`);
    expect(foldEvent(before, foreign)).toEqual({ ...before, seq: before.seq + 1 });
  });
});
