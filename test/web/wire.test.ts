import { describe, expect, it } from "vitest";
import { clientFrameSchema } from "../../src/protocol/client-frames.schema.ts";
import { routeOf } from "../../web/app/route.ts";
import { readEvents, readFrame, readLessons, readProblem, readSnapshot, writeFrame } from "../../web/app/wire.ts";
import { announcementOf } from "../../web/app/announce.ts";
import { text } from "../../web/ui/text.ts";
import { CREATED, judged, logOf, teaching } from "./fixtures.ts";

const EVENTS = logOf([CREATED, teaching(0)]);

describe("what comes over the wire", () => {
  it("reads a bare event of the stream like an event frame of the socket", () => {
    const [event] = EVENTS;
    expect(readFrame(JSON.stringify(event))).toEqual(readFrame(JSON.stringify({ v: 1, type: "event", seq: 1, event })));
  });

  it("drops what is no frame: pongs, broken JSON, a proxy's page, a frame without its parts", () => {
    for (const noise of ["pong", "{", "<html>", "null", "[]", '{"type":"event"}', '{"type":"ack"}', '{"type":"error","code":1}'])
      expect(readFrame(noise)).toBeNull();
  });

  it("writes commands that the server's own schema accepts", () => {
    const id = { message_id: "abcdef012345" };
    for (const command of [
      { type: "reply", text: "A majority.", ...id } as const,
      { type: "choose_path", path_id: "1", ...id } as const,
      { type: "choose_path", path_id: "1", placement: true, ...id } as const,
      { type: "hint", ...id } as const,
      { type: "set_aside", ...id } as const,
      { type: "teach_me", ...id } as const,
      { type: "abandon", ...id } as const,
    ])
      expect(clientFrameSchema.safeParse(JSON.parse(writeFrame(command))).success).toBe(true);
  });

  it("uses the snapshot in the page only for the session that the page shows", () => {
    const json = JSON.stringify({ session: { session_id: "ses_a" }, seq: 2, events: EVENTS });
    expect(readSnapshot(json, "ses_a")).toEqual(EVENTS);
    expect(readSnapshot(json, "ses_b")).toBeNull();
    expect(readSnapshot("{broken", "ses_a")).toBeNull();
    expect(readSnapshot(null, "ses_a")).toBeNull();
  });

  it("takes an empty shelf from a body that holds none, and a foreign error page for being unreachable", () => {
    expect(readLessons({ lessons: [{ title: 1 }, null] })).toEqual([]);
    expect(readEvents("nonsense")).toEqual([]);
    expect(readProblem("<html>502</html>")).toEqual({ code: "unavailable", message: "" });
    expect(readProblem({ code: "wrong_phase", detail: "no" })).toEqual({ code: "wrong_phase", message: "no" });
  });
});

describe("addresses", () => {
  it("lead to the shelf, a session or nowhere", () => {
    expect(routeOf("/")).toEqual({ name: "shelf" });
    expect(routeOf("/s/ses_0b1c")).toEqual({ name: "session", session_id: "ses_0b1c" });
    for (const path of ["/s/", "/s/ses_../x", "/x", "/s/lrn_1"]) expect(routeOf(path).name).toBe("not_found");
  });
});

describe("what a screen reader is told", () => {
  it("hears the verdict with its cue, and the question, in words and not in Markdown", () => {
    const [verdict, message] = logOf([
      judged("msg_1", { evaluation: "partial", missing_cue: "Count the members." }),
      teaching(0, { question: "Why a **majority**?" }),
    ]);
    expect(verdict && announcementOf(verdict, text)).toBe("Partly right. Count the members.");
    expect(message && announcementOf(message, text)).toContain("Why a majority?");
    expect(EVENTS[0] && announcementOf(EVENTS[0], text)).toBeNull();
  });
});
