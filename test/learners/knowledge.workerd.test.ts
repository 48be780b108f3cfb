import { env, exports } from "cloudflare:workers";
import type { LifecycleJobContext } from "agents/lifecycle";
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { beforeAll, describe, expect, it } from "vitest";
import { packsToSql } from "../../scripts/lib/pack-sql.ts";
import { createDraftRepository } from "../../src/curriculum/authoring/draft.repository.ts";
import { createCurriculumRepository } from "../../src/curriculum/curriculum.repository.ts";
import { createLearners } from "../../src/learners/learners.adapter.ts";
import type { Problem } from "../../src/protocol/errors.ts";
import { type SessionBody, sessionBodySchema } from "../../src/protocol/http.schema.ts";
import {
  contestsBodySchema,
  evidenceRowSchema,
  type KnowledgeBody,
  knowledgeBodySchema,
  reviewsBodySchema,
  type WhyBody,
  whyBodySchema,
} from "../../src/protocol/knowledge.schema.ts";
import type { CourseId, LearnerId } from "../../src/shared/ids.ts";
import { type Client, newLearner, ORIGIN, type Socket } from "../support/api-client.ts";
import { fixturePack } from "../support/fixture-pack.ts";
import { DAY_MS, NOON, toldAnswer } from "./told-answers.ts";

const OPERATOR_TOKEN = "an-operator-token-that-is-long-enough";
const learners = createLearners(env.LEARNERS);
const RIGHT = "The third is bigger because there are fewer pieces.";

beforeAll(async () => {
  for (const statement of packsToSql([fixturePack], "ten_public")) await env.DB.prepare(statement.replace(/;\s*$/, "")).run();
});

/** The right answer to whatever was asked last. */
function answerTo(socket: Socket): string {
  const asked = socket.events().findLast((event) => event.type === "tutor_delivered");
  const question = asked?.type === "tutor_delivered" ? asked.question : "";
  if (question.includes("Two tables")) return "The four people get more, because there are fewer parts.";
  return question.includes("ninth") ? "The half is bigger because there are fewer pieces." : RIGHT;
}

let sent = 0;
async function reply(socket: Socket, text: string): Promise<void> {
  const before = socket.events().at(-1)?.seq ?? 0;
  socket.send({ v: 1, type: "reply", message_id: `answer-${1_000 + ++sent}`, text });
  await socket.until(
    (frame) =>
      frame.type === "event" && frame.seq > before && (frame.event.type === "tutor_delivered" || frame.event.type === "session_completed"),
  );
}

async function watch(learner: Client, id: string): Promise<Socket> {
  const socket = await learner.connect(`/v1/sessions/${id}/socket`);
  socket.send({ v: 1, type: "hello", since: 0 });
  return socket;
}

/** Watches a new lesson until its first question is there, on the first path. */
async function takeFirstPath(learner: Client, id: string): Promise<Socket> {
  const socket = await watch(learner, id);
  await socket.untilEvent("paths_generated");
  socket.send({ v: 1, type: "choose_path", message_id: "choose-0001", path_id: "1" });
  await socket.untilEvent("tutor_delivered");
  return socket;
}

/** A lesson of three nodes, answered to its end. */
async function wholeLesson(learner: Client, begun?: string): Promise<string> {
  const id = begun ?? (await learner.startLesson());
  const socket = await takeFirstPath(learner, id);
  for (let node = 0; node < 3; node++) await reply(socket, answerTo(socket));
  expect(socket.events().at(-1)?.type).toBe("session_completed");
  socket.close();
  return id;
}

/** Runs the session's outbox now. */
async function publish(id: string): Promise<void> {
  const session = env.SESSIONS.getByName(id);
  await runInDurableObject(session, (_object, { storage }) => void storage.sql.exec("UPDATE cf_agents_jobs SET time = 0"));
  await runDurableObjectAlarm(session);
}

async function learnerId(learner: Client): Promise<LearnerId> {
  const exported = await (await learner.fetch("/v1/export")).json<{ learner_id: LearnerId }>();
  return exported.learner_id;
}

const knowledgeOf = async (learner: Client): Promise<KnowledgeBody> =>
  knowledgeBodySchema.parse(await (await learner.fetch("/v1/knowledge")).json());
const whyOf = async (learner: Client, skill: string): Promise<WhyBody> =>
  whyBodySchema.parse(await (await learner.fetch(`/v1/knowledge/${skill}`)).json());
const refusal = async (answer: Response) => [answer.status, (await answer.json<Problem>()).code];

describe("a lesson and what it says of its learner", () => {
  it("is known once the lesson is done: each answer counts once, the closing check is kept apart, and the figure can be explained", async () => {
    const learner = await newLearner();
    const id = await wholeLesson(learner);
    await publish(id);
    await publish(id);
    const knowledge = await knowledgeOf(learner);
    expect(knowledge.skills.map(({ skill, answers, right, unassisted_right }) => [skill, answers, right, unassisted_right])).toEqual([
      ["pieces-cake", 1, 1, 1],
      ["pieces-bread", 1, 1, 1],
      ["pieces-pie", 1, 1, 1],
    ]);
    expect([knowledge.streak_days, knowledge.due_now]).toEqual([1, 0]);
    const { card, prior, rows } = await whyOf(learner, "pieces-pie");
    expect(rows).toMatchObject([
      { kind: "closing_check", session_id: id, verdict: "correct", hints: 0, mastery_before: prior, lesson_title: "Sharing fairly" },
    ]);
    expect(rows[0]?.mastery_after).toBe(card.mastery);
    expect(rows[0]?.quoted).toMatch(/pieces|parts/);
  });

  it("is told again until the learner's object has heard it, and the lesson goes on meanwhile", async () => {
    const learner = await newLearner();
    const name = `ten_public/${await learnerId(learner)}`;
    const object = env.LEARNERS.getByName(name);
    await object.record([toldAnswer(1, { skill: "known-before" })]);
    // Its storage cannot be written: every telling fails.
    await runInDurableObject(object, (_object, { storage }) => {
      storage.sql.exec("CREATE TRIGGER stop BEFORE INSERT ON evidence BEGIN SELECT RAISE(ABORT, 'full'); END");
    });
    const id = await wholeLesson(learner);
    await publish(id);
    expect((await knowledgeOf(learner)).skills).toHaveLength(1);
    await runInDurableObject(object, (_object, { storage }) => void storage.sql.exec("DROP TRIGGER stop"));
    await evictDurableObject(env.SESSIONS.getByName(id));
    await publish(id);
    expect((await knowledgeOf(learner)).skills).toHaveLength(4);
  });

  it("is told by the watchdog where the process died before anything else could", async () => {
    const learner = await newLearner();
    const id = await learner.startLesson();
    const socket = await takeFirstPath(learner, id);
    await reply(socket, "The fifth is larger because five is more.");
    const session = env.SESSIONS.getByName(id);
    await runInDurableObject(session, (_object, { storage }) => void storage.sql.exec("DELETE FROM cf_agents_jobs WHERE id = 'publish'"));
    await evictDurableObject(session);
    await publish(id);
    expect((await knowledgeOf(learner)).skills).toMatchObject([{ skill: "pieces-cake", answers: 1, right: 0 }]);
  });

  it("is the start of the next one where mastery decides: what is mastered takes one right answer, what is new takes practice", async () => {
    const learner = await newLearner();
    const owner = { tenant_id: "ten_public", learner_id: await learnerId(learner) } as const;
    await learners.of(owner).record(Array.from({ length: 14 }, (_, n) => toldAnswer(n, { skill: "pieces-cake" })));
    expect((await knowledgeOf(learner)).skills).toMatchObject([{ level: "mastered" }]);
    const created = await learner.post("/v1/sessions", { lesson_id: "les_fixture", settings: { advance: "mastery" } });
    const { session } = sessionBodySchema.parse(await created.json());
    expect(session.settings).toEqual({ advance: "mastery", delivery: "gate", max_retries: 3 });
    const socket = await watch(learner, session.session_id);
    await socket.untilEvent("paths_generated");
    socket.send({ v: 1, type: "choose_path", message_id: "choose-0001", path_id: "1" });
    await socket.untilEvent("tutor_delivered");
    await reply(socket, answerTo(socket));
    await reply(socket, answerTo(socket));
    const judged = socket.events().flatMap((event) => (event.type === "reply_evaluated" ? [event.advance_reason] : []));
    expect(judged).toEqual(["mastery", null]);
    expect(socket.events().at(-1)).toMatchObject({ type: "tutor_delivered", node_id: "node_bread", reason: "practise" });
    expect(await refusal(await learner.post("/v1/sessions", { lesson_id: "les_fixture", settings: { advance: "never" } }))).toEqual([
      400,
      "invalid_request",
    ]);
  });

  it("hears of wrong answers too, with the help that was taken", async () => {
    const learner = await newLearner();
    const id = await learner.startLesson();
    const socket = await takeFirstPath(learner, id);
    await reply(socket, "The fifth is larger because five is more.");
    await reply(socket, "What is a denominator?");
    socket.send({ v: 1, type: "hint", message_id: "hint-00001" });
    await socket.untilEvent("hint_delivered");
    await reply(socket, answerTo(socket));
    await publish(id);
    const { rows } = await whyOf(learner, "pieces-cake");
    expect(rows.map(({ verdict, hints, kind }) => [verdict, hints, kind])).toEqual([
      ["wrong", 0, "lesson"],
      ["correct", 1, "lesson"],
    ]);
    expect((await knowledgeOf(learner)).skills[0]).toMatchObject({ unassisted_answers: 1, unassisted_right: 0, right: 1 });
  });
});

describe("a learner who has just finished", () => {
  it("finds it in what they know without waiting for the outbox", async () => {
    const learner = await newLearner();
    const id = await learner.startLesson();
    // The outbox's own job never comes.
    await runInDurableObject(env.SESSIONS.getByName(id), (_object, { storage }) => {
      storage.sql.exec("CREATE TRIGGER never BEFORE INSERT ON cf_agents_jobs WHEN NEW.id = 'publish' BEGIN SELECT RAISE(IGNORE); END");
    });
    await wholeLesson(learner, id);
    let skills = 0;
    while (skills < 3) skills = (await knowledgeOf(learner)).skills.length;
    expect(skills).toBe(3);
  });
});

describe("a learner who argues", () => {
  it("contests a verdict, and an operator's correction changes the figure; nobody else can do either", async () => {
    const learner = await newLearner();
    await publish(await wholeLesson(learner));
    const id = await learnerId(learner);
    const before = await whyOf(learner, "pieces-cake");
    const evidence = encodeURIComponent(before.rows[0]?.evidence_id ?? "");
    const contest = `/v1/knowledge/pieces-cake/evidence/${evidence}/contest`;
    const stranger = await newLearner();
    expect(await refusal(await stranger.post(contest, { reason: "Mine." }))).toEqual([404, "skill_not_found"]);
    expect(await refusal(await learner.post(contest, { reason: " " }))).toEqual([400, "invalid_request"]);
    expect(evidenceRowSchema.parse(await (await learner.post(contest, { reason: "I guessed." })).json()).contested?.reason).toBe(
      "I guessed.",
    );

    await exports.default.fetch(`${ORIGIN}/v1/operator/tenants/ten_other`, {
      method: "PUT",
      headers: { authorization: `Bearer ${OPERATOR_TOKEN}` },
      body: JSON.stringify({ name: "Another school" }),
    });
    const contests = async (tenant = "ten_public") => {
      const answered = await exports.default.fetch(`${ORIGIN}/v1/operator/contests?tenant=${tenant}`, {
        headers: { authorization: `Bearer ${OPERATOR_TOKEN}` },
      });
      return contestsBodySchema.parse(await answered.json()).contests.filter(({ learner_id }) => learner_id === id);
    };
    expect(await contests()).toMatchObject([
      { evidence_id: before.rows[0]?.evidence_id, skill: "pieces-cake", reason: "I guessed.", verdict: "correct" },
    ]);
    expect(await contests("ten_other")).toEqual([]);

    const correct = (token: string, path = `/v1/operator/learners/${id}/evidence/${evidence}`) =>
      exports.default.fetch(`${ORIGIN}${path}`, {
        method: "PUT",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: JSON.stringify({ verdict: "wrong", by: "Ms. Okafor" }),
      });
    expect(await refusal(await correct(learner.token))).toEqual([401, "unauthenticated"]);
    expect(await refusal(await correct(OPERATOR_TOKEN, `/v1/operator/learners/${id}/evidence/${evidence}?tenant=ten_other`))).toEqual([
      404,
      "evidence_not_found",
    ]);
    const corrected = evidenceRowSchema.parse(await (await correct(OPERATOR_TOKEN)).json());
    expect(corrected.corrected).toMatchObject({ verdict: "wrong", by: "Ms. Okafor" });
    expect(await contests()).toEqual([]);
    const after = await whyOf(learner, "pieces-cake");
    expect(after.card.mastery).toBeLessThan(before.card.mastery);
    expect(after.rows.at(-1)?.mastery_after).toBe(after.card.mastery);
  });

  it("is given one hard question without hints for “I know this”, and the result counts", async () => {
    const learner = await newLearner();
    const lesson = await wholeLesson(learner);
    await publish(lesson);
    const [first] = (await whyOf(learner, "pieces-cake")).rows;
    const response = await learner.post("/v1/knowledge/pieces-cake/challenge", {});
    expect(response.status).toBe(201);
    const { session } = sessionBodySchema.parse(await response.json());
    expect(session.lesson_context.purpose).toBe("challenge");
    const socket = await watch(learner, session.session_id);
    await socket.untilEvent("tutor_delivered");
    const asked = socket.events().findLast((event) => event.type === "tutor_delivered");
    expect(asked).toMatchObject({ hints_total: 0, item: { form: "open" } });
    expect(asked?.type === "tutor_delivered" ? asked.question : "").not.toBe(first?.question);
    const refused = await learner.post(`/v1/sessions/${session.session_id}/hints`, {}, "hint-00001");
    expect(await refusal(refused)).toEqual([409, "hints_closed"]);
    await reply(socket, answerTo(socket));
    expect(socket.events().at(-1)?.type).toBe("session_completed");
    await publish(session.session_id);
    expect((await whyOf(learner, "pieces-cake")).rows.map(({ kind }) => kind)).toEqual(["lesson", "challenge"]);
    expect(await refusal(await learner.post("/v1/knowledge/nothing/challenge", {}))).toEqual([404, "skill_not_found"]);
  });
});

describe("reviews", () => {
  /** A learner whose lesson was a month ago. */
  async function monthLater(): Promise<Client> {
    const learner = await newLearner();
    const owner = { tenant_id: "ten_public", learner_id: await learnerId(learner) } as const;
    const then = Date.now() - 30 * DAY_MS;
    const at = (minutes: number) => new Date(then + minutes * 60_000).toISOString();
    await learners
      .of(owner)
      .record(
        ["cake", "bread", "pie"].map((what, n) =>
          toldAnswer(
            n,
            { skill: `pieces-${what}`, node_id: `node_${what}`, item_id: `itm_${what}_1`, at: at(n) },
            { concept: `Pieces of a ${what}`, began_at: at(0) },
          ),
        ),
      );
    return learner;
  }

  it("are asked in a guided session, without an explanation before the try, with a question not asked before, and put the next one off", async () => {
    const learner = await monthLater();
    const { due, later } = reviewsBodySchema.parse(await (await learner.fetch("/v1/reviews")).json());
    expect([due.length, later]).toEqual([3, 0]);
    const response = await learner.post("/v1/reviews", {});
    expect(response.status).toBe(201);
    const { session } = sessionBodySchema.parse(await response.json());
    const socket = await watch(learner, session.session_id);
    await socket.untilEvent("tutor_delivered");
    for (let node = 0; node < 3; node++) {
      const asked = socket.events().findLast((event) => event.type === "tutor_delivered");
      if (asked?.type !== "tutor_delivered") throw new Error("The tutor asks first.");
      expect(asked.item?.item_id).not.toMatch(/_1$/);
      expect(asked.teaching).toContain("Sharing fairly");
      expect(asked.teaching).not.toMatch(/guests|equal parts/);
      expect(asked.hints_total).toBeGreaterThan(0);
      await reply(socket, answerTo(socket));
    }
    expect(socket.events().at(-1)?.type).toBe("session_completed");
    await publish(session.session_id);
    const knowledge = await knowledgeOf(learner);
    expect([knowledge.due_now, knowledge.skills.map(({ answers }) => answers)]).toEqual([0, [2, 2, 2]]);
    expect((await whyOf(learner, "pieces-bread")).rows.map(({ kind }) => kind)).toEqual(["lesson", "review"]);
    expect((await whyOf(learner, "pieces-bread")).card.lesson_title).toBe("Sharing fairly");
    expect(await refusal(await learner.post("/v1/reviews", {}))).toEqual([409, "nothing_due"]);
  });

  it("are the same session on a second device, and a wrong answer gets its explanation afterwards", async () => {
    const learner = await monthLater();
    const begin = async () => {
      const response = await learner.post("/v1/reviews", {});
      return { status: response.status, id: (await response.json<SessionBody>()).session.session_id };
    };
    const first = await begin();
    expect([await begin(), await begin()]).toEqual([
      { status: 200, id: first.id },
      { status: 200, id: first.id },
    ]);
    const socket = await watch(learner, first.id);
    await socket.untilEvent("tutor_delivered");
    await reply(socket, "The fifth is larger because five is more.");
    const asked = socket.events().findLast((event) => event.type === "tutor_delivered");
    expect(asked).toMatchObject({ reason: "remediate" });
    expect(asked?.type === "tutor_delivered" ? asked.teaching.length : 0).toBeGreaterThan(20);
    socket.send({ v: 1, type: "abandon", message_id: "abandon-01" });
    await socket.untilEvent("session_abandoned");
    await publish(first.id);
    const next = await begin();
    expect(next.status).toBe(201);
    expect(next.id).not.toBe(first.id);
  });

  it("come from a learner's own materials as well", async () => {
    const learner = await newLearner();
    const materials =
      "Osmosis is the movement of water through a membrane. Water moves from the dilute side to the concentrated side, because dissolved particles hold water back. A cell in pure water swells, because water enters it faster than it leaves. A cell in salt water shrinks. Plant cells have a wall, so they do not burst. The pressure of the water against the wall is called turgor. Turgor keeps leaves stiff.";
    const created = await learner.post("/v1/sessions", { title: "Osmosis", materials });
    const { session } = sessionBodySchema.parse(await created.json());
    const socket = await watch(learner, session.session_id);
    await socket.untilEvent("paths_generated");
    socket.send({ v: 1, type: "choose_path", message_id: "choose-0001", path_id: "1" });
    await socket.untilEvent("tutor_delivered");
    await reply(socket, "Osmosis is the movement of water through a membrane, from the dilute side to the concentrated side.");
    await publish(session.session_id);
    const [skill] = (await knowledgeOf(learner)).skills;
    expect(skill?.skill).toContain(session.lesson_context.lesson_id.slice(0, 12));
    const challenge = await learner.post(`/v1/knowledge/${skill?.skill}/challenge`, {});
    expect(challenge.status).toBe(201);
  });
});

describe("a learner's object", () => {
  it("keeps learners and tenants apart", async () => {
    const owner = { tenant_id: "ten_a", learner_id: "lrn_same" } as const;
    await learners.of(owner).record([toldAnswer(1)]);
    expect((await learners.of(owner).knowledge(NOON)).skills).toHaveLength(1);
    for (const other of [
      { tenant_id: "ten_b", learner_id: "lrn_same" },
      { tenant_id: "ten_a", learner_id: "lrn_other" },
    ] as const) {
      expect((await learners.of(other).knowledge(NOON)).skills).toEqual([]);
      expect(await learners.of(other).why("pieces-cake")).toMatchObject({ ok: false, error: { code: "skill_not_found" } });
    }
  });

  it("refuses what is no evidence, and takes what stands beside it", async () => {
    const owner = { tenant_id: "ten_a", learner_id: "lrn_nonsense" } as const;
    const wrong = { ...toldAnswer(2), answer: { ...toldAnswer(2).answer, hints: -1 } };
    const outcomes = await learners.of(owner).record([toldAnswer(1), wrong, toldAnswer(3)]);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(["counted", "refused", "counted"]);
  });

  it("holds 100,000 answers, and opens, explains and exports them", async () => {
    const name = "ten_a/lrn_many";
    const owner = { tenant_id: "ten_a", learner_id: "lrn_many" } as const;
    await learners.of(owner).record([toldAnswer(0, { at: new Date(NOON - DAY_MS).toISOString() })]);
    const { answer, seen } = toldAnswer(1);
    await runInDurableObject(env.LEARNERS.getByName(name), (_object, { storage }) => {
      storage.sql.exec(
        `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
         INSERT INTO evidence (id, skill, at, body, seen)
         SELECT 'ses_b:' || i, 'skill-' || (i % 50), '${answer.at}', json_set(?, '$.id', 'ses_b:' || i, '$.skill', 'skill-' || (i % 50)), ? FROM n`,
        JSON.stringify(answer),
        JSON.stringify(seen),
      );
      storage.sql.exec(
        "INSERT INTO skills (skill, fold, body) SELECT DISTINCT skill, 'of before', '{}' FROM evidence WHERE skill LIKE 'skill-%'",
      );
    });
    await evictDurableObject(env.LEARNERS.getByName(name));
    const knowledge = await learners.of(owner).knowledge(NOON);
    expect(knowledge.skills.map(({ answers }) => answers).sort((a, b) => a - b)).toEqual([1, ...Array.from({ length: 50 }, () => 2000)]);
    const why = await learners.of(owner).why("skill-7");
    expect(why.ok && why.value.rows.at(-1)?.mastery_after).toBe(knowledge.skills.find(({ skill }) => skill === "skill-7")?.mastery);
    let [after, count]: [number | null, number] = [0, 0];
    while (after !== null) {
      const page = await learners.of(owner).exportPage(after);
      count += page.evidence.length;
      after = page.next;
    }
    expect(count).toBe(100_001);
  }, 60_000);
});

describe("while a learner's object cannot be read", () => {
  it("is said by name, and a lesson that mastery moves on begins all the same", async () => {
    const learner = await newLearner();
    const object = env.LEARNERS.getByName(`ten_public/${await learnerId(learner)}`);
    await object.record([toldAnswer(1)]);
    await runInDurableObject(object, (_object, { storage }) => void storage.sql.exec("UPDATE skills SET body = '{'"));
    for (const path of ["/v1/knowledge", "/v1/knowledge/pieces-cake", "/v1/reviews", "/v1/export"])
      expect(await refusal(await learner.fetch(path))).toEqual([503, "unavailable"]);
    expect(await refusal(await learner.post("/v1/reviews", {}))).toEqual([503, "unavailable"]);
    const created = await learner.post("/v1/sessions", { lesson_id: "les_fixture", settings: { advance: "mastery" } });
    expect(created.status).toBe(201);
  });
});

describe("an export", () => {
  it("is one JSON document with everything: sessions, knowledge and every answer", async () => {
    const learner = await newLearner();
    const id = await wholeLesson(learner);
    await publish(id);
    const response = await learner.fetch("/v1/export");
    expect(response.headers.get("content-disposition")).toContain("attachment");
    const body = await response.json<{
      sessions: { session_id: string }[];
      evidence: unknown[];
      knowledge: KnowledgeBody;
      contests: unknown[];
    }>();
    expect(body.sessions.map(({ session_id }) => session_id)).toEqual([id]);
    expect([body.evidence.length, body.knowledge.skills.length, body.contests]).toEqual([3, 3, []]);
    expect(await refusal(await exports.default.fetch(`${ORIGIN}/v1/export`))).toEqual([401, "unauthenticated"]);
  });
});

describe("a learner who leaves", () => {
  const CANARY = "my canary is called Tweetalot";

  /** Everything that an object's SQLite holds, as text. */
  const contentsOf = (object: DurableObjectStub): Promise<string> =>
    runInDurableObject(object, (_object, { storage }) => {
      const tables = storage.sql.exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'").toArray();
      return JSON.stringify(
        tables.map(({ name }) => (name.startsWith("_cf") ? [] : storage.sql.exec(`SELECT * FROM "${name}"`).toArray())),
      );
    });
  const everythingIn = async (db: D1Database, needle: string): Promise<string[]> => {
    const { results } = await db
      .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\'")
      .all<{ name: string }>();
    const rows = await Promise.all(
      results.map(async ({ name }) => [name, JSON.stringify((await db.prepare(`SELECT * FROM "${name}"`).all()).results)] as const),
    );
    return rows.flatMap(([name, text]) => (text.includes(needle) ? [name] : []));
  };

  it("takes everything along in one file, what was said in every session included", async () => {
    const learner = await newLearner();
    const id = await wholeLesson(learner);
    await publish(id);
    const exported = await (await learner.fetch("/v1/export")).json<{
      evidence: unknown[];
      transcripts: { session_id: string; events: { type: string }[] }[];
    }>();
    expect(exported.evidence).toHaveLength(3);
    expect(exported.transcripts.map(({ session_id }) => session_id)).toEqual([id]);
    expect(exported.transcripts[0]?.events.at(-1)?.type).toBe("session_completed");
  });

  it("leaves nothing behind, in sessions open and closed, in what was known, and in the lists", async () => {
    const learner = await newLearner();
    const learner_id = await learnerId(learner);
    const closed = await wholeLesson(learner);
    await publish(closed);
    const open = await learner.startLesson();
    const socket = await takeFirstPath(learner, open);
    await reply(socket, CANARY);
    const object = env.LEARNERS.getByName(`ten_public/${learner_id}`);
    const { rows } = await whyOf(learner, "pieces-cake");
    await learner.post(`/v1/knowledge/pieces-cake/evidence/${rows[0]?.evidence_id}/contest`, { reason: CANARY });
    expect(await contentsOf(env.SESSIONS.getByName(open))).toContain(CANARY);
    expect(await contentsOf(object)).toContain(CANARY);
    const course = await (await learner.post("/v1/courses", { title: CANARY })).json<{ course_id: CourseId }>();
    await learner.fetch(`/v1/courses/${course.course_id}/documents?name=birds.txt`, { method: "POST", body: CANARY });
    const at = "2026-11-28T12:00:00.000Z";
    await createDraftRepository(env.DB).add({
      ...{ draft_id: "dft_canary", tenant_id: "ten_public", owner_id: learner_id, course_id: course.course_id },
      ...{ request: { title: CANARY, objectives: [], document_ids: [], headings: [] }, language: "en", status: "review", by: "embedded" },
      ...{ detail: "", cost_nanousd: 0, approved: 0, edited: 0, rejected: 0, expires_at: null, lesson_id: null },
      ...{ created_at: at, updated_at: at },
    });
    const lesson = { lesson_id: "les_canary", pack: { ...fixturePack, id: "canary", title: CANARY } };
    const owner = { tenant_id: "ten_public", learner_id } as const;
    const published = { ...lesson, draft: { draft_id: "dft_canary", detail: "", at } };
    expect(await createCurriculumRepository(env.DB).publishLesson(owner, published)).toBe(true);
    expect(await everythingIn(env.DB, learner_id)).toEqual(
      expect.arrayContaining(["contests", "courses", "documents", "learners", "lessons", "sessions"]),
    );

    const gone = await learner.fetch("/v1/me", { method: "DELETE" });
    expect([gone.status, gone.headers.get("set-cookie")?.includes("Max-Age=0")]).toEqual([204, true]);
    for (const id of [open, closed]) {
      expect(await contentsOf(env.SESSIONS.getByName(id))).not.toMatch(/Tweetalot|pieces/);
      expect(await refusal(await learner.fetch(`/v1/sessions/${id}`))).toEqual([404, "session_not_found"]);
      await evictDurableObject(env.SESSIONS.getByName(id));
      expect(await refusal(await learner.fetch(`/v1/sessions/${id}`))).toEqual([404, "session_not_found"]);
    }
    expect(await contentsOf(object)).not.toContain("pieces");
    expect(await everythingIn(env.DB, learner_id)).toEqual([]);
    expect(await everythingIn(env.DB, "Tweetalot")).toEqual([]);
    expect((await env.FILES.list()).objects).toEqual([]);
    expect((await knowledgeOf(learner)).skills).toEqual([]);
    // Done twice it does no harm.
    expect((await learner.fetch("/v1/me", { method: "DELETE" })).status).toBe(204);
  });

  it("is not watched any more: sockets and streams of a page that is still open somewhere are closed with the session", async () => {
    const learner = await newLearner();
    const id = await learner.startLesson();
    const socket = await watch(learner, id);
    await socket.untilEvent("paths_generated");
    const stream = await learner.fetch(`/v1/sessions/${id}/events`, { headers: { accept: "text/event-stream" } });
    const told = stream.text();
    expect((await learner.fetch("/v1/me", { method: "DELETE" })).status).toBe(204);
    expect(await told).toContain("event: session_abandoned");
    await expect.poll(() => socket.closed).toEqual({ code: 1000 });
    expect(socket.events().at(-1)?.type).toBe("session_abandoned");
  });

  it("leaves nothing behind where a session cannot be read any more", async () => {
    const learner = await newLearner();
    const id = await learner.startLesson();
    await (await watch(learner, id)).untilEvent("paths_generated");
    const session = env.SESSIONS.getByName(id);
    await runInDurableObject(session, (_object, { storage }) => {
      storage.sql.exec("DELETE FROM snapshot");
      storage.sql.exec("UPDATE events SET body = ?", CANARY);
    });
    await evictDurableObject(session, { webSockets: "close" });
    expect((await learner.fetch("/v1/me", { method: "DELETE" })).status).toBe(204);
    expect(await contentsOf(session)).not.toContain(CANARY);
    expect(await everythingIn(env.DB, id)).toEqual([]);
  });

  it("does not come back through a session that was telling of itself while it was erased", async () => {
    const learner = await newLearner();
    const owner = { tenant_id: "ten_public", learner_id: await learnerId(learner) } as const;
    const id = await learner.startLesson();
    const socket = await takeFirstPath(learner, id);
    await reply(socket, RIGHT);
    await env.DB.prepare("DELETE FROM sessions WHERE session_id = ?").bind(id).run();
    await runInDurableObject(env.SESSIONS.getByName(id), async (object) => {
      const telling = object.onJob({ job: { fn: "publish" } } as LifecycleJobContext);
      await object.erase(owner);
      await telling;
    });
    expect(await everythingIn(env.DB, id)).toEqual([]);
  });

  it("is nobody we know without a token, for anything that is known of a learner", async () => {
    for (const [method, path] of [
      ["GET", "/v1/knowledge"],
      ["GET", "/v1/knowledge/pieces-cake"],
      ["GET", "/v1/reviews"],
      ["POST", "/v1/reviews"],
      ["GET", "/v1/export"],
      ["DELETE", "/v1/me"],
      ["POST", "/v1/knowledge/pieces-cake/challenge"],
    ] as const) {
      const answered = await exports.default.fetch(`${ORIGIN}${path}`, { method });
      expect([path, ...(await refusal(answered))]).toEqual([path, 401, "unauthenticated"]);
    }
  });
});
