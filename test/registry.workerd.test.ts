import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { packsToSql } from "../scripts/lib/pack-sql.ts";
import { createCurriculumRepository } from "../src/curriculum/curriculum.repository.ts";
import type { Pack } from "../src/curriculum/pack.schema.ts";
import { createLearnerRegistry } from "../src/identity/identity.repository.ts";
import { createSessionRegistry, PAGE_OF_SESSIONS, type SessionRecord } from "../src/session/session-registry.repository.ts";
import { fixturePack } from "./support/fixture-pack.ts";

// One file for all of D1: each costs two seconds of a real runtime.

const TENANT = "ten_public";
const curriculum = createCurriculumRepository(env.DB);

/** Puts exactly these packs on the shelf, as `npm start` and `npm run deploy` do. */
async function shelve(...packs: Pack[]): Promise<void> {
  await env.DB.batch(packsToSql(packs, TENANT).map((statement) => env.DB.prepare(statement)));
}

/** D1, and how SQLite goes about each query that was asked of it. */
function watchPlans(): { readonly db: D1Database; readonly plans: () => Promise<string[]> } {
  const queries: string[] = [];
  const db = new Proxy(env.DB, {
    get(target, name: keyof D1Database) {
      if (name === "prepare")
        return (query: string) => {
          queries.push(query);
          return target.prepare(query);
        };
      const value = target[name];
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  const planOf = async (query: string): Promise<string> => {
    const values = Array.from(query.matchAll(/\?/g), () => "");
    const { results } = await env.DB.prepare(`EXPLAIN QUERY PLAN ${query}`)
      .bind(...values)
      .all<{ detail: string }>();
    return results.map(({ detail }) => detail).join("; ");
  };
  return { db, plans: () => Promise.all(queries.map(planOf)) };
}

describe("the shelf", () => {
  const tricky: Pack = {
    ...fixturePack,
    id: "tricky",
    title: "Robert'); DROP TABLE lessons; --",
    promise: "You can tell ½ from 0,5 — “even” in 数学 🪨\nand over two lines",
  };

  it("gives back each pack as its author wrote it, whatever signs are in it", async () => {
    await shelve(tricky, fixturePack);
    expect(await curriculum.loadPack(tricky.id, tricky.version)).toEqual(tricky);
    expect(await curriculum.loadPack(fixturePack.id, fixturePack.version)).toEqual(fixturePack);
    expect(await curriculum.loadPack("nothing", 1)).toBeNull();
  });

  it("shows a learner the lessons in order, with what they promise and how long they take", async () => {
    await shelve(tricky, fixturePack);
    const lessons = await curriculum.listLessons(TENANT);
    expect(lessons.map(({ lesson_id }) => lesson_id)).toEqual(["les_tricky", `les_${fixturePack.id}`]);
    const sequence = fixturePack.paths[0]?.sequence ?? [];
    const minutes = fixturePack.nodes.filter(({ id }) => sequence.includes(id)).reduce((sum, node) => sum + node.minutes, 0);
    expect(lessons[0]).toMatchObject({
      title: tricky.title,
      promise: tricky.promise,
      sources: tricky.sources,
      node_count: sequence.length,
      minutes,
    });
    expect(await curriculum.findLesson(TENANT, "les_tricky")).toEqual(lessons[0]);
  });

  it("is another tenant's business: neither listed nor found there", async () => {
    await shelve(fixturePack);
    expect(await curriculum.listLessons("ten_other")).toEqual([]);
    expect(await curriculum.findLesson("ten_other", `les_${fixturePack.id}`)).toBeNull();
    expect(await curriculum.findLesson(TENANT, "les_' OR 1=1 --")).toBeNull();
  });

  it("can be loaded again and again", async () => {
    await shelve(fixturePack);
    const before = await curriculum.listLessons(TENANT);
    await shelve(fixturePack);
    expect(await curriculum.listLessons(TENANT)).toEqual(before);
    expect(await curriculum.loadPack(fixturePack.id, fixturePack.version)).toEqual(fixturePack);
  });

  it("leads to a new version of a pack while sessions can still be taught from the old one", async () => {
    const next: Pack = { ...fixturePack, version: fixturePack.version + 1, title: "A better lesson" };
    await shelve(fixturePack);
    await shelve(next);
    expect(await curriculum.listLessons(TENANT)).toMatchObject([{ title: "A better lesson", pack_version: next.version }]);
    expect(await curriculum.loadPack(fixturePack.id, fixturePack.version)).toEqual(fixturePack);
    expect(await curriculum.loadPack(next.id, next.version)).toEqual(next);
  });

  it("forgets the nodes that an author took out of a draft, and lessons whose pack is gone", async () => {
    const shorter: Pack = { ...fixturePack, nodes: fixturePack.nodes.slice(0, 2) };
    await shelve(tricky, fixturePack);
    await shelve(shorter);
    expect(await curriculum.loadPack(shorter.id, shorter.version)).toEqual(shorter);
    expect((await curriculum.listLessons(TENANT)).map(({ lesson_id }) => lesson_id)).toEqual([`les_${fixturePack.id}`]);
  });

  it("is found without looking through what everybody else has made, and so are the lessons of a course", async () => {
    const { db, plans } = watchPlans();
    const watched = createCurriculumRepository(db);
    await watched.listLessons(TENANT);
    await watched.listLessons(TENANT, "lrn_ada");
    await watched.lessonsOfCourse(TENANT, "crs_birds");
    const found = (await plans()).map((plan) => plan.match(/\((.*)\)/)?.[1]);
    const ofOwner = "tenant_id=? AND owner_id=?";
    expect(found).toEqual([ofOwner, ofOwner, ofOwner, "tenant_id=? AND course_id=?"]);
  });

  it("refuses a stored pack that is none, before a lesson is built on it", async () => {
    await shelve(fixturePack);
    await env.DB.prepare("UPDATE pack_nodes SET body = json_remove(body, '$.goal') WHERE pack_id = ? AND position = 1")
      .bind(fixturePack.id)
      .run();
    await expect(curriculum.loadPack(fixturePack.id, fixturePack.version)).rejects.toThrow(/goal/);
  });

  it("refuses to load a node that is too long for one statement of D1, by name", () => {
    const [first, ...rest] = fixturePack.nodes;
    if (!first) throw new Error("the fixture has nodes");
    const huge: Pack = { ...fixturePack, nodes: [{ ...first, simpler: "x".repeat(100_000) }, ...rest] };
    expect(() => packsToSql([huge], TENANT)).toThrow(first.id);
  });
});

describe("the registry of sessions", () => {
  const registry = createSessionRegistry(env.DB);
  const record = (id: string, updatedAt: string, change: Partial<SessionRecord> = {}): SessionRecord => ({
    session_id: `ses_${id}`,
    tenant_id: TENANT,
    learner_id: "lrn_ada",
    lesson_id: "les_x",
    title: "X",
    status: "open",
    current_index: 0,
    node_count: 5,
    updated_at: updatedAt,
    ...change,
  });
  const grace = { learner_id: "lrn_grace" } as const;

  beforeAll(async () => {
    await registry.saveSession(record("old", "2026-11-18T10:00:00.000Z"));
    await registry.saveSession(record("new", "2026-11-19T10:00:00.000Z"));
    await registry.saveSession(record("grace", "2026-11-19T11:00:00.000Z", grace));
    await registry.saveSession(record("elsewhere", "2026-11-19T12:00:00.000Z", { tenant_id: "ten_other" }));
  });

  it("shows a learner their own sessions and nobody else's, the last one worked on first", async () => {
    await registry.saveSession(record("old", "2026-11-20T08:00:00.000Z", { current_index: 2, node_count: 6 }));
    const cards = await registry.listSessions(TENANT, "lrn_ada", 20);
    expect(cards.map(({ session_id }) => session_id)).toEqual(["ses_old", "ses_new"]);
    expect(cards[0]).toEqual({
      session_id: "ses_old",
      lesson_id: "les_x",
      title: "X",
      status: "open",
      current_index: 2,
      node_count: 6,
      updated_at: "2026-11-20T08:00:00.000Z",
    });
    expect(await registry.listSessions(TENANT, "lrn_ada", 1)).toHaveLength(1);
    expect((await registry.listSessions("ten_other", "lrn_ada", 20)).map(({ session_id }) => session_id)).toEqual(["ses_elsewhere"]);
  });

  it("turns over all of a learner's sessions by their ids, and forgets those that are named and theirs", async () => {
    const owner = { tenant_id: TENANT, learner_id: "lrn_busy" } as const;
    const ids = Array.from({ length: PAGE_OF_SESSIONS + 3 }, (_, at) => `busy${String(at).padStart(3, "0")}`);
    for (const id of ids) await registry.saveSession(record(id, "2026-11-19T10:00:00.000Z", { learner_id: owner.learner_id }));
    const first = await registry.pageSessions(owner, "");
    const second = await registry.pageSessions(owner, first.at(-1)?.session_id ?? "");
    expect([...first, ...second].map(({ session_id }) => session_id)).toEqual(ids.map((id) => `ses_${id}`));
    expect(await registry.pageSessions(owner, second.at(-1)?.session_id ?? "")).toEqual([]);
    await registry.removeSessions(owner, [...first.map(({ session_id }) => session_id), "ses_new"]);
    expect(await registry.pageSessions(owner, "")).toEqual(second);
    expect((await registry.listSessions(TENANT, "lrn_ada", 20)).map(({ session_id }) => session_id)).toContain("ses_new");
  });

  it("does not let a late report take a finished session back", async () => {
    const finished = record("grace", "2026-11-20T09:00:00.000Z", { ...grace, status: "completed", current_index: 4 });
    await registry.saveSession(finished);
    await registry.saveSession({ ...finished, status: "open", current_index: 3, updated_at: "2026-11-20T08:59:59.999Z" });
    await registry.saveSession(finished);
    expect(await registry.listSessions(TENANT, "lrn_grace", 20)).toMatchObject([{ status: "completed", current_index: 4 }]);
  });

  it("lets nobody report on, or take over, a session that is another's", async () => {
    const forged = record("new", "2027-01-01T00:00:00.000Z", { status: "abandoned" });
    await registry.saveSession({ ...forged, tenant_id: "ten_other" });
    await registry.saveSession({ ...forged, learner_id: "lrn_mallory" });
    expect(await registry.listSessions(TENANT, "lrn_ada", 20)).toContainEqual(
      expect.objectContaining({ session_id: "ses_new", status: "open", updated_at: "2026-11-19T10:00:00.000Z" }),
    );
    expect(await registry.listSessions(TENANT, "lrn_mallory", 20)).toEqual([]);
  });
});

describe("the registry of learners", () => {
  const learners = createLearnerRegistry(env.DB);

  it("records a learner of a tenant that exists, once", async () => {
    await learners.addLearner({ learner_id: "lrn_ada", tenant_id: TENANT }, "2026-11-20T12:00:00.000Z");
    await learners.addLearner({ learner_id: "lrn_ada", tenant_id: TENANT }, "2026-11-21T12:00:00.000Z");
    expect(await env.DB.prepare("SELECT created_at FROM learners").all()).toMatchObject({
      results: [{ created_at: "2026-11-20T12:00:00.000Z" }],
    });
  });

  it("refuses a learner of no tenant", async () => {
    await expect(learners.addLearner({ learner_id: "lrn_eve", tenant_id: "ten_nowhere" }, "2026-11-20T12:00:00.000Z")).rejects.toThrow(
      /learners/,
    );
  });
});
