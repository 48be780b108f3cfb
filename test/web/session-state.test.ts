import { describe, expect, it } from "vitest";
import { keepDraft, readDraft } from "../../web/app/drafts.ts";
import { type Action, composeReply, reduceSession, type SessionState } from "../../web/app/session-state.ts";
import { foldEvents } from "../../web/app/session-view.ts";
import { statusOf } from "../../web/app/status.ts";
import { text } from "../../web/ui/text.ts";
import { CHOSEN, CREATED, judged, logOf, OFFERED, replied, teaching } from "./fixtures.ts";

const ASKED = logOf([CREATED, OFFERED, CHOSEN, teaching(0)]);
const OPEN: SessionState = {
  view: foldEvents(ASKED),
  draft: "",
  option: null,
  growing: null,
  outbox: [],
  activity: null,
  link: "live",
  refusal: null,
};
const after = (...actions: Action[]) => actions.reduce(reduceSession, OPEN);
const SENT: Action = { type: "sent", command: { type: "reply", message_id: "msg_1", text: "A majority." } };
const next = (...happenings: Parameters<typeof logOf>[0]): Action[] =>
  logOf(happenings, ASKED.length).map((event) => ({ type: "event", event }));

describe("an answer is never lost", () => {
  it("leaves the box when it is sent, and stays in sight until the log has it", () => {
    const sent = after({ type: "typed", text: "A majority." }, SENT);
    expect(sent).toMatchObject({ draft: "", outbox: [{ message_id: "msg_1", text: "A majority." }] });
    expect(reduceSession(sent, { type: "acknowledged", message_id: "msg_1" }).outbox).toHaveLength(1);
    expect(next(replied("A majority.", "msg_1")).reduce(reduceSession, sent).outbox).toEqual([]);
  });

  it("comes back into the box with the reason when it is refused, before what was typed since", () => {
    const state = after(
      SENT,
      { type: "typed", text: "And more" },
      { type: "refused", message_id: "msg_1", refusal: { code: "wrong_phase", message: "" } },
    );
    expect(state).toMatchObject({ draft: "A majority.\nAnd more", outbox: [], refusal: { code: "wrong_phase" } });
  });

  it("is not given back twice when the same refusal is heard again", () => {
    const refused: Action = { type: "refused", message_id: "msg_1", refusal: { code: "turn_in_progress", message: "" } };
    expect(after(SENT, refused, refused).draft).toBe("A majority.");
  });

  it("is kept on the device and read back after a reload", () => {
    const shelf = new Map<string, string>();
    const storage = {
      getItem: (key: string) => shelf.get(key) ?? null,
      setItem: (key: string, value: string) => void shelf.set(key, value),
      removeItem: (key: string) => void shelf.delete(key),
    };
    const draft = { text: "half a thou", sending: { message_id: "msg_1", text: "A majority." } };
    keepDraft(storage, "ses_a", draft);
    expect(readDraft(storage, "ses_a")).toEqual(draft);
    expect(readDraft(storage, "ses_b")).toEqual({ text: "", sending: null });
    keepDraft(storage, "ses_a", { text: "", sending: null });
    expect(shelf.size).toBe(0);
  });

  it("a device whose storage is broken, full or forbidden still has a working box", () => {
    const broken = {
      getItem: () => '{"text": 7',
      setItem: () => {
        throw new Error("full");
      },
      removeItem: () => undefined,
    };
    expect(readDraft(broken, "ses_a")).toEqual({ text: "", sending: null });
    expect(() => keepDraft(broken, "ses_a", { text: "x", sending: null })).not.toThrow();
    expect(readDraft(null, "ses_a").text).toBe("");
  });
});

describe("a choice", () => {
  it("is sent as its letter and text, with the learner's own words below", () => {
    const option = { id: "b", text: "It waits." };
    expect(composeReply(option, " ")).toBe("b) It waits.");
    expect(composeReply(option, "because of the log ")).toBe("b) It waits.\n\nbecause of the log");
    expect(composeReply(null, " in my words ")).toBe("in my words");
  });

  it("of a program the indentation is sent as it was typed, the empty lines around it are not", () => {
    expect(composeReply(null, "\n  \n    print(x)\n\n  y = 1\n\n", true)).toBe("    print(x)\n\n  y = 1");
    expect(composeReply(null, "\n \n", true)).toBe("");
  });

  it("is dropped when another question is asked, so it cannot answer the wrong one", () => {
    const picked = after({ type: "picked", option: "b" });
    const same = next(replied("x", "msg_9"), judged("msg_9"), teaching(0)).reduce(reduceSession, picked);
    const other = next(replied("x", "msg_9"), judged("msg_9"), teaching(0, { item: { item_id: "itm_z", form: "choice", options: [] } }));
    expect(same.option).toBe("b");
    expect(other.reduce(reduceSession, picked).option).toBeNull();
  });
});

describe("the line that says who is at work", () => {
  it("follows the agents, and the session's state where nothing is heard from them", () => {
    expect(statusOf(OPEN, text)).toBe("Your turn");
    const reading = next(replied("x", "msg_9")).reduce(reduceSession, OPEN);
    expect(statusOf(reading, text)).toBe("Evaluator is reading your answer");
    const again = next(replied("x", "msg_9"), judged("msg_9")).reduce(reduceSession, OPEN);
    expect(statusOf(again, text)).toBe("Tutor is finding another way");
    const checking = reduceSession(again, { type: "activity", activity: { agent: "reviewer", status: "started" } });
    expect(statusOf(checking, text)).toBe("Reviewer is checking the draft");
    const fell = reduceSession(again, { type: "activity", activity: { agent: "tutor", status: "fell_back" } });
    expect(statusOf(fell, text)).toBe("No model answered; the built-in tutor goes on");
  });

  it("does not say that an answer is read before anybody has it", () => {
    expect(statusOf(after(SENT), text)).toBe("Sending your answer");
  });

  it("says first of all that the page is cut off", () => {
    expect(statusOf(after({ type: "link", link: "cut_off" }), text)).toContain("Not connected");
  });
});
