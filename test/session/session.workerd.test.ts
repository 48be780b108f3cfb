import { env, exports } from "cloudflare:workers";
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { beforeAll, describe, expect, it } from "vitest";
import type { Problem } from "../../src/protocol/errors.ts";
import { packsToSql } from "../../scripts/lib/pack-sql.ts";
import { Client, newLearner, ORIGIN, type Socket } from "../support/api-client.ts";
import { fixturePack } from "../support/fixture-pack.ts";

const RIGHT_ANSWER = "The third is bigger because there are fewer pieces.";

beforeAll(async () => {
  for (const statement of packsToSql([fixturePack], "ten_public")) await env.DB.prepare(statement.replace(/;\s*$/, "")).run();
});

async function openLesson(): Promise<{ learner: Client; id: string; socket: Socket }> {
  const learner = await newLearner();
  const id = await learner.startLesson();
  const socket = await learner.connect(`/v1/sessions/${id}/socket`);
  socket.send({ v: 1, type: "hello", since: 0 });
  await socket.untilEvent("paths_generated");
  return { learner, id, socket };
}

async function atFirstQuestion(): Promise<{ learner: Client; id: string; socket: Socket }> {
  const lesson = await openLesson();
  lesson.socket.send({ v: 1, type: "choose_path", message_id: "choose-0001", path_id: "1" });
  await lesson.socket.untilEvent("tutor_delivered");
  return lesson;
}

describe("a lesson over the socket", () => {
  it("goes from the choice of a path to the end, and every answer is acknowledged and judged", async () => {
    const { socket, learner, id } = await atFirstQuestion();
    for (let node = 0; node < 3; node++) {
      const before = socket.events().at(-1)?.seq ?? 0;
      const asked = socket.events().findLast((event) => event.type === "tutor_delivered");
      if (asked?.type !== "tutor_delivered") throw new Error("The tutor asks first.");
      const answer = asked.question.includes("Two tables") ? "The four people get more, because there are fewer parts." : RIGHT_ANSWER;
      socket.send({ v: 1, type: "reply", message_id: `answer-000${node}`, text: answer });
      await socket.until((frame) => frame.type === "ack" && frame.message_id === `answer-000${node}`);
      const verdict = await socket.untilEvent("reply_evaluated", before);
      expect(verdict).toMatchObject({
        event: { evaluation: "correct", should_advance: true, quoted: expect.stringMatching(/pieces|parts/) },
      });
      await socket.untilEvent(node === 2 ? "session_completed" : "tutor_delivered", before);
    }
    const completed = socket.events().at(-1);
    expect(completed).toMatchObject({ type: "session_completed", summary: { closing_check: "unassisted", revisit: [] } });
    expect(await learner.events(id)).toEqual(socket.events());
    expect(JSON.stringify(socket.frames)).not.toMatch(/key_points_missed|reasoning|guidance_for_tutor|reviewer_notes/);
  });

  it("shows two tabs the same session, and gives a client that missed frames exactly those", async () => {
    const { socket, learner, id } = await openLesson();
    const seen = socket.events().length;
    const second = await learner.connect(`/v1/sessions/${id}/socket`);
    second.send({ v: 1, type: "hello", since: seen });
    await second.until((frame) => frame.type === "hello");
    socket.close();
    await learner.post(`/v1/sessions/${id}/path`, { path_id: "2" }, "choose-0002");
    await second.untilEvent("tutor_delivered");
    expect(second.events().map((event) => event.seq)).toEqual(second.events().map((_, at) => seen + 1 + at));

    const back = await learner.connect(`/v1/sessions/${id}/socket`);
    back.send({ v: 1, type: "hello", since: seen });
    await back.untilEvent("tutor_delivered");
    expect(back.events()).toEqual(second.events());
  });

  it("survives an eviction with the socket open, as if nothing had happened", async () => {
    const { socket, id } = await atFirstQuestion();
    const seen = socket.events().at(-1)?.seq ?? 0;
    await evictDurableObject(env.SESSIONS.getByName(id));
    socket.send({ v: 1, type: "reply", message_id: "answer-0001", text: RIGHT_ANSWER });
    await socket.untilEvent("tutor_delivered", seen);
    expect(socket.closed).toBeNull();
    expect(socket.events().map((event) => event.seq)).toEqual(socket.events().map((_, at) => at + 1));
  });

  it("takes the same message a hundred times at once for one turn", async () => {
    const { socket, id, learner } = await atFirstQuestion();
    await Promise.all(
      Array.from({ length: 100 }, async () => {
        const response = await learner.post(`/v1/sessions/${id}/replies`, { text: RIGHT_ANSWER }, "answer-0001");
        expect(response.status).toBe(202);
        expect(await response.json()).toMatchObject({ message_id: "answer-0001" });
      }),
    );
    await socket.untilEvent("tutor_delivered", 7);
    expect((await learner.events(id)).filter((event) => event.type === "learner_replied")).toHaveLength(1);
  });

  it("gives hints in order, refuses them once they are used up, and keeps the question open", async () => {
    const { socket, id, learner } = await atFirstQuestion();
    for (let level = 1; level <= 4; level++) {
      socket.send({ v: 1, type: "hint", message_id: `hint-000${level}` });
      await socket.until((frame) => frame.type === "event" && frame.event.type === "hint_delivered" && frame.event.level === level);
    }
    const refused = await learner.post(`/v1/sessions/${id}/hints`, {}, "hint-0005");
    expect([refused.status, (await refused.json<Problem>()).code]).toEqual([409, "hints_exhausted"]);
  });
});

describe("a learner who asks to be asked first", () => {
  it("is asked over HTTP, still after an eviction, taught where they do not know, and refused by name what cannot be", async () => {
    const { learner, id, socket } = await openLesson();
    const at = `/v1/sessions/${id}`;
    const refusal = async (response: Promise<Response>): Promise<unknown> => {
      const answer = await response;
      return [answer.status, (await answer.json<Problem>()).code];
    };
    expect(await refusal(learner.post(`${at}/teach-me`, {}, "teach-0001"))).toEqual([409, "wrong_phase"]);
    expect(await refusal(learner.post(`${at}/path`, { path_id: "1", placement: "yes" }, "choose-0001"))).toEqual([400, "invalid_request"]);
    expect((await learner.post(`${at}/path`, { path_id: "1", placement: true }, "choose-0001")).status).toBe(202);
    expect((await learner.post(`${at}/path`, { path_id: "1", placement: true }, "choose-0001")).status).toBe(202);
    expect(await refusal(learner.post(`${at}/path`, { path_id: "1" }, "choose-0001"))).toEqual([409, "message_id_reused"]);
    expect(await socket.untilEvent("tutor_delivered")).toMatchObject({ event: { reason: "probe", hints_total: 0, source: "embedded" } });
    expect(await refusal(learner.post(`${at}/hints`, {}, "hint-0001"))).toEqual([409, "hints_not_yet"]);

    await evictDurableObject(env.SESSIONS.getByName(id));
    expect(await (await learner.fetch(at)).json()).toMatchObject({ session: { placing: true } });
    const seen = socket.events().at(-1)?.seq ?? 0;
    await learner.post(`${at}/replies`, { text: "The fifth is larger because five is more." }, "answer-0001");
    expect(await socket.untilEvent("reply_evaluated", seen)).toMatchObject({ event: { evaluation: "wrong", placement: "teach" } });
    expect(await socket.untilEvent("tutor_delivered", seen)).toMatchObject({ event: { reason: "teach", node_index: 0, hints_total: 4 } });
    expect(await refusal(learner.post(`${at}/teach-me`, {}, "teach-0001"))).toEqual([409, "nothing_to_teach_first"]);
    const { session } = await (await learner.fetch(at)).json<{ session: object }>();
    expect(session).toMatchObject({ current_index: 0, node: { remediation_round: 0, failures: 0 } });
    expect(session).not.toHaveProperty("placing");
    expect(JSON.stringify(socket.frames)).not.toContain('"known"');
  });

  it("is taught at once when they ask for it, once for one message", async () => {
    const { socket } = await openLesson();
    socket.send({ v: 1, type: "choose_path", message_id: "choose-0001", path_id: "1", placement: true });
    await socket.untilEvent("tutor_delivered");
    const seen = socket.events().at(-1)?.seq ?? 0;
    for (let n = 0; n < 2; n++) socket.send({ v: 1, type: "teach_me", message_id: "teach-0001" });
    expect(await socket.untilEvent("tutor_delivered", seen)).toMatchObject({ event: { reason: "teach" } });
    expect(socket.events().filter((event) => event.type === "teaching_requested")).toHaveLength(1);
    expect(socket.frames.filter((frame) => frame.type === "error")).toEqual([]);
  });
});

describe("the other ways in", () => {
  it("streams the same events over server-sent events and resumes after the last one seen", async () => {
    const { id, learner, socket } = await atFirstQuestion();
    const response = await learner.fetch(`/v1/sessions/${id}/events`, { headers: { accept: "text/event-stream", "last-event-id": "2" } });
    expect(response.headers.get("content-type")).toContain("text/event-stream");
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    while (!text.includes("event: tutor_delivered")) text += (await reader?.read())?.value ?? "";
    await reader?.cancel();
    const ids = [...text.matchAll(/^id: (\d+)$/gm)].map((match) => Number(match[1]));
    expect(ids).toEqual(
      socket
        .events()
        .map((event) => event.seq)
        .filter((seq) => seq > 2),
    );
  });

  it("opens one connection with a ticket, from where it was asked for, and no second one", async () => {
    const learner = await newLearner();
    const id = await learner.startLesson();
    const { ticket } = await (await learner.post(`/v1/sessions/${id}/ticket`, {})).json<{ ticket: string }>();
    const open = (query: string, headers: Record<string, string> = {}) =>
      exports.default.fetch(`${ORIGIN}/v1/sessions/${id}/socket${query}`, { headers: { upgrade: "websocket", ...headers } });
    const elsewhere = await open(`?ticket=${ticket}`, { origin: "https://elsewhere.test" });
    expect([elsewhere.status, (await elsewhere.json<Problem>()).code]).toEqual([401, "ticket_invalid"]);
    const first = await open(`?ticket=${ticket}`);
    expect(first.status).toBe(101);
    first.webSocket?.accept();
    const again = await open(`?ticket=${ticket}`);
    expect([again.status, (await again.json<Problem>()).code]).toEqual([401, "ticket_invalid"]);
    const none = await open("");
    expect([none.status, (await none.json<Problem>()).code]).toEqual([401, "unauthenticated"]);
  });

  it("opens nothing but a connection with a ticket: what is read at once needs the learner's own token", async () => {
    const learner = await newLearner();
    const id = await learner.startLesson();
    const { ticket } = await (await learner.post(`/v1/sessions/${id}/ticket`, {})).json<{ ticket: string }>();
    const read = await exports.default.fetch(`${ORIGIN}/v1/sessions/${id}/events?ticket=${ticket}`);
    expect([read.status, (await read.json<Problem>()).code]).toEqual([401, "unauthenticated"]);
  });

  it("lists the learner's own sessions and where they stand", async () => {
    const { learner, id, socket } = await atFirstQuestion();
    socket.send({ v: 1, type: "abandon", message_id: "abandon-001" });
    await socket.untilEvent("session_abandoned");
    const { sessions } = await (await learner.fetch("/v1/sessions")).json<{ sessions: { session_id: string }[] }>();
    expect(sessions.map((session) => session.session_id)).toEqual([id]);
  });

  it("teaches from pasted materials, and without any says that nothing is verified", async () => {
    const learner = await newLearner();
    const materials =
      "Osmosis is the movement of water through a membrane. Water moves from the dilute side to the concentrated side, because dissolved particles hold water back. A cell in pure water swells, because water enters it faster than it leaves. A cell in salt water shrinks. Plant cells have a wall, so they do not burst. The pressure of the water against the wall is called turgor. Turgor keeps leaves stiff.";
    for (const [body, basis] of [
      [{ title: "Osmosis", materials }, "materials"],
      [{ title: "Osmosis", objectives: ["Explain why a cell swells in pure water"] }, "objectives"],
    ] as const) {
      const created = await learner.post("/v1/sessions", body);
      const { session } = await created.json<{ session: { session_id: string; lesson_context: { basis: string } } }>();
      expect(session.lesson_context.basis).toBe(basis);
      const socket = await learner.connect(`/v1/sessions/${session.session_id}/socket`);
      socket.send({ v: 1, type: "hello", since: 0 });
      await socket.untilEvent("paths_generated");
      socket.send({ v: 1, type: "choose_path", message_id: "choose-0001", path_id: "1" });
      await socket.untilEvent("tutor_delivered");
    }
  });
});

describe("trouble inside", () => {
  const inside = (id: string, statement: string) =>
    runInDurableObject(env.SESSIONS.getByName(id), (_object, { storage }) => void storage.sql.exec(statement));

  it("keeps a lesson on its learner's list although the registry was down when it began", async () => {
    const { learner, id, socket } = await openLesson();
    await env.DB.prepare("DELETE FROM sessions WHERE session_id = ?").bind(id).run();
    socket.send({ v: 1, type: "choose_path", message_id: "choose-0001", path_id: "1" });
    await socket.untilEvent("tutor_delivered");
    await inside(id, "UPDATE cf_agents_jobs SET time = 0 WHERE id = 'publish'");
    await runDurableObjectAlarm(env.SESSIONS.getByName(id));
    const { sessions } = await (await learner.fetch("/v1/sessions")).json<{ sessions: unknown[] }>();
    expect(sessions).toMatchObject([{ session_id: id, title: "Sharing fairly", status: "open", node_count: 3 }]);
  });

  it("shows nobody a stack, whoever asks for a session that cannot be read any more, and however", async () => {
    const { learner, id, socket } = await atFirstQuestion();
    await inside(id, "UPDATE events SET body = '{' WHERE seq = 3");
    await inside(id, "UPDATE snapshot SET body = '{'");
    await evictDurableObject(env.SESSIONS.getByName(id), { webSockets: "close" });
    for (const [path, headers] of [
      ["/events", { accept: "text/event-stream" }],
      ["/events", { accept: "application/json" }],
      ["/socket", { upgrade: "websocket" }],
      ["", {}],
    ] as const) {
      const response = await learner.fetch(`/v1/sessions/${id}${path}`, { headers });
      expect([path, response.status, await response.json<Problem>()]).toEqual([path, 500, expect.objectContaining({ code: "internal" })]);
    }
    expect(socket.frames.filter((frame) => frame.type === "error")).toEqual([]);
  });

  it("says that the shelf cannot be reached while D1 is down, and goes on with a lesson that has begun", async () => {
    const { learner, socket } = await atFirstQuestion();
    const seen = socket.events().at(-1)?.seq ?? 0;
    await env.DB.prepare("ALTER TABLE lessons RENAME TO lessons_away").run();
    try {
      for (const asked of [learner.fetch("/v1/lessons"), learner.post("/v1/sessions", { lesson_id: "les_fixture" })]) {
        const response = await asked;
        expect([response.status, (await response.json<Problem>()).code]).toEqual([503, "unavailable"]);
      }
      socket.send({ v: 1, type: "reply", message_id: "answer-0001", text: RIGHT_ANSWER });
      await socket.untilEvent("tutor_delivered", seen);
    } finally {
      await env.DB.prepare("ALTER TABLE lessons_away RENAME TO lessons").run();
    }
  });

  it("tells an operator of a turn that cannot be got going, and tries it more and more rarely", async () => {
    const { id, socket } = await atFirstQuestion();
    await inside(id, "CREATE TRIGGER stop BEFORE INSERT ON events WHEN NEW.message_id IS NULL BEGIN SELECT RAISE(ABORT, 'full'); END");
    socket.send({ v: 1, type: "reply", message_id: "answer-0001", text: RIGHT_ANSWER });
    await socket.until((frame) => frame.type === "error" && frame.code === "internal");
    const waits: number[] = [];
    for (let attempt = 0; attempt < 3; attempt++) {
      await inside(id, "UPDATE cf_agents_jobs SET time = 0 WHERE id = 'resume'");
      await runDurableObjectAlarm(env.SESSIONS.getByName(id));
      const time = await runInDurableObject(env.SESSIONS.getByName(id), (_object, { storage }) =>
        Number(storage.sql.exec("SELECT time FROM cf_agents_jobs WHERE id = 'resume'").one()["time"]),
      );
      waits.push(Math.round((time - Date.now()) / 60_000));
    }
    expect(waits).toEqual([1, 2, 4]);
    await inside(id, "DROP TRIGGER stop");
    await inside(id, "UPDATE cf_agents_jobs SET time = 0 WHERE id = 'resume'");
    await runDurableObjectAlarm(env.SESSIONS.getByName(id));
    await socket.untilEvent("reply_evaluated");
  });

  it("tells the registry again while it is down, more and more rarely, and then of progress at once", async () => {
    const { id, socket } = await openLesson();
    socket.send({ v: 1, type: "choose_path", message_id: "choose-0001", path_id: "1" });
    await socket.untilEvent("tutor_delivered");
    const publishDue = async () => {
      const time = await runInDurableObject(env.SESSIONS.getByName(id), (_object, { storage }) =>
        storage.sql
          .exec("SELECT time FROM cf_agents_jobs WHERE id = 'publish'")
          .toArray()
          .map(({ time }) => Number(time)),
      );
      return time.map((ms) => Math.round((ms - Date.now()) / 1_000));
    };
    const waits: number[] = [];
    await env.DB.prepare("ALTER TABLE sessions RENAME TO sessions_away").run();
    try {
      for (let attempt = 0; attempt < 7; attempt++) {
        await inside(id, "UPDATE cf_agents_jobs SET time = 0 WHERE id = 'publish'");
        await runDurableObjectAlarm(env.SESSIONS.getByName(id));
        waits.push(...(await publishDue()));
      }
    } finally {
      await env.DB.prepare("ALTER TABLE sessions_away RENAME TO sessions").run();
    }
    expect(waits).toEqual([30, 60, 120, 240, 480, 900, 900]);
    socket.send({ v: 1, type: "reply", message_id: "answer-0001", text: RIGHT_ANSWER });
    await socket.untilEvent("reply_evaluated");
    await expect.poll(publishDue).toEqual([expect.toSatisfy((seconds: number) => seconds <= 1)]);
    await inside(id, "UPDATE cf_agents_jobs SET time = 0 WHERE id = 'publish'");
    await runDurableObjectAlarm(env.SESSIONS.getByName(id));
    expect(await publishDue()).toEqual([]);
  });

  it("opens so many event streams and no more", async () => {
    const { learner, id } = await openLesson();
    const open = () => learner.fetch(`/v1/sessions/${id}/events`, { headers: { accept: "text/event-stream" } });
    const streams = await Promise.all(Array.from({ length: 16 }, open));
    expect(streams.map((stream) => stream.status)).toEqual(streams.map(() => 200));
    const refused = await open();
    expect([refused.status, (await refused.json<Problem>()).code]).toEqual([429, "too_many_requests"]);
    for (const stream of streams) await stream.body?.cancel();
  });

  it("does not let a client speak to the runtime below the object", async () => {
    const { learner, id } = await openLesson();
    const headers = { accept: "text/event-stream", "x-agents-lifecycle-props": "{" };
    const stream = await learner.fetch(`/v1/sessions/${id}/events`, { headers });
    expect(stream.status).toBe(200);
    await stream.body?.cancel();
    const upgraded = await learner.fetch(`/v1/sessions/${id}/events`, { headers: { ...headers, upgrade: "websocket" } });
    expect([upgraded.status, upgraded.webSocket]).toEqual([200, null]);
    await upgraded.body?.cancel();
  });

  it("goes on by itself soon after a write failed in the middle of a turn", async () => {
    const { id, socket } = await atFirstQuestion();
    const before = socket.events().at(-1)?.seq ?? 0;
    await inside(
      id,
      "CREATE TRIGGER full BEFORE INSERT ON events WHEN NEW.body LIKE '%tutor_drafted%' BEGIN SELECT RAISE(ABORT, 'full'); END",
    );
    socket.send({ v: 1, type: "reply", message_id: "answer-0001", text: "I don't know" });
    expect(await socket.untilError()).toMatchObject({ code: "internal", retryable: true, message_id: null });
    await inside(id, "DROP TRIGGER full");
    await socket.untilEvent("tutor_delivered", before);
    expect(socket.events().map((event) => event.seq)).toEqual(socket.events().map((_, at) => at + 1));
  });
});

describe("bad input", () => {
  it("is refused by name over HTTP, with nothing stored", async () => {
    const { learner, id, socket } = await atFirstQuestion();
    const stranger = await newLearner();
    const before = await learner.events(id);
    const at = `/v1/sessions/${id}`;
    const rows: [string, Promise<Response>, number, Problem["code"]][] = [
      ["broken JSON", learner.post(`${at}/replies`, "{no", "bad-0001"), 400, "invalid_json"],
      ["no message id", learner.post(`${at}/replies`, { text: "a" }), 400, "invalid_request"],
      ["a message id that is none", learner.post(`${at}/replies`, { text: "a" }, "x y"), 400, "invalid_request"],
      ["a wrong shape", learner.post(`${at}/replies`, { words: "a" }, "bad-0002"), 400, "invalid_request"],
      ["an empty answer", learner.post(`${at}/replies`, { text: " \n\t " }, "bad-0003"), 400, "empty_reply"],
      ["an answer of invisible characters", learner.post(`${at}/replies`, { text: "\u200b\u0000\u2060" }, "bad-0004"), 400, "empty_reply"],
      ["an answer too long", learner.post(`${at}/replies`, { text: "a".repeat(8_001) }, "bad-0005"), 413, "reply_too_long"],
      ["ten thousand emoji", learner.post(`${at}/replies`, { text: "😀".repeat(10_000) }, "bad-0006"), 413, "reply_too_long"],
      ["a body too large", learner.post(`${at}/replies`, { text: "a".repeat(500_000) }, "bad-0007"), 413, "too_large"],
      ["a path twice", learner.post(`${at}/path`, { path_id: "2" }, "bad-0008"), 409, "wrong_phase"],
      ["a message id used for something else", learner.post(`${at}/replies`, { text: "a" }, "choose-0001"), 409, "message_id_reused"],
      ["setting aside too early", learner.post(`${at}/set-aside`, {}, "bad-0009"), 409, "set_aside_too_early"],
      ["an unknown session", learner.post("/v1/sessions/ses_nobody/replies", { text: "a" }, "bad-0010"), 404, "session_not_found"],
      ["an id that is none", learner.fetch("/v1/sessions/..%2f..%2fetc"), 404, "session_not_found"],
      ["another learner's session", stranger.fetch(at), 404, "session_not_found"],
      ["another learner's reply", stranger.post(`${at}/replies`, { text: "a" }, "bad-0011"), 404, "session_not_found"],
      ["a ticket for another learner's session", stranger.post(`${at}/ticket`, {}), 404, "session_not_found"],
      ["a forged token", new Client(`${learner.token.slice(0, -4)}AAAA`).fetch(at), 401, "unauthenticated"],
      ["no token", exports.default.fetch(`${ORIGIN}${at}`), 401, "unauthenticated"],
      ["an unknown lesson", learner.post("/v1/sessions", { lesson_id: "les_none" }), 404, "lesson_not_found"],
      ["a lesson of no shape", learner.post("/v1/sessions", { title: "" }), 400, "invalid_request"],
      ["a route that is not there", learner.fetch("/v1/nothing"), 404, "not_found"],
      ["a since that is none", learner.fetch(`${at}/events?since=-1`), 400, "invalid_request"],
      ["a socket without an upgrade", learner.fetch(`${at}/socket`), 426, "upgrade_required"],
    ];
    for (const [what, request, status, code] of rows) {
      const response = await request;
      const problem = await response.json<Problem>();
      expect([what, response.status, problem.code]).toEqual([what, status, code]);
      expect(response.headers.get("content-type")).toBe("application/problem+json");
      expect(problem.detail.length).toBeGreaterThan(10);
      expect(JSON.stringify(problem)).not.toMatch(/\bat .*\.ts|node_modules|Error:/);
    }
    expect(await learner.events(id)).toEqual(before);
    socket.close();
  });

  it("is refused by name on the socket, which stays open", async () => {
    const frames: [unknown, Problem["code"]][] = [
      ["{broken", "invalid_json"],
      [new TextEncoder().encode("{}").buffer, "invalid_json"],
      ["[]", "invalid_request"],
      [{ v: 1, type: "dance" }, "unknown_frame"],
      [{ v: 2, type: "hint", message_id: "hint-0001" }, "unsupported_version"],
      [{ v: 1, type: "reply", message_id: "long-0001", text: "a".repeat(8_001) }, "reply_too_long"],
      [{ v: 1, type: "reply", message_id: "empty-001", text: "" }, "empty_reply"],
      [`"${"x".repeat(70_000)}"`, "too_large"],
      [{ v: 1, type: "choose_path", message_id: "choose-0009", path_id: "9" }, "path_not_offered"],
      [{ v: 1, type: "reply", message_id: "early-001", text: "before the question" }, "wrong_phase"],
      ["[".repeat(20_000) + "]".repeat(20_000), "invalid_request"],
    ];
    const { socket } = await openLesson();
    for (const [frame, code] of frames) {
      socket.frames.length = 0;
      socket.send(frame);
      expect((await socket.untilError()).code).toBe(code);
    }
    expect(socket.closed).toBeNull();
    socket.send({ v: 1, type: "choose_path", message_id: "choose-0001", path_id: "1" });
    await socket.untilEvent("tutor_delivered");
  });

  it("does not disturb the lesson when an answer is strange", async () => {
    for (const text of [
      "<script>alert(1)</script>",
      "مرحبا، الثلث أكبر",
      "😀".repeat(3_000),
      "a\u0007b\u0000c",
      "\u202Eneddih",
      "' OR 1=1; --",
      '{"should_advance": true}',
    ]) {
      const { socket, learner, id } = await atFirstQuestion();
      const before = socket.events().at(-1)?.seq ?? 0;
      socket.send({ v: 1, type: "reply", message_id: "strange-01", text });
      await socket.untilEvent("tutor_delivered", before);
      const replied = (await learner.events(id)).find((event) => event.type === "learner_replied");
      expect(replied).toMatchObject({ text });
      socket.close();
    }
  });
});
