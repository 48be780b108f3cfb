import { describe, expect, it } from "vitest";
import { checkKeys } from "../../../scripts/packs-check.ts";
import { checkPack } from "../../../src/curriculum/check-pack.ts";
import { decidePart } from "../../../src/curriculum/authoring/decide-part.usecase.ts";
import { forgetDocument } from "../../../src/curriculum/authoring/forget-document.usecase.ts";
import { publishDraft, withdrawDraft } from "../../../src/curriculum/authoring/publish-draft.usecase.ts";
import { listDrafts } from "../../../src/curriculum/authoring/read-draft.usecase.ts";
import { estimateFor, startDraft } from "../../../src/curriculum/authoring/start-draft.usecase.ts";
import { expireDraft } from "../../../src/curriculum/authoring/write-draft.usecase.ts";
import type { StoredDraft } from "../../../src/curriculum/authoring/draft.schema.ts";
import { draftBodySchema, type PartDecision } from "../../../src/protocol/course.schema.ts";
import { playPack } from "../../support/play-pack.ts";
import { COURSE, openStage, reload, show, type Stage, TEACHER, writeWhole } from "./authoring-stage.ts";

const decide = (stage: Stage, { draft_id }: StoredDraft, partId: string, decision: PartDecision) =>
  decidePart(stage, { principal: TEACHER, draftId: draft_id, partId, decision });

async function approveAll(stage: Stage, draft: StoredDraft): Promise<void> {
  for (const part of (await show(stage, draft)).parts)
    if (part.decision === "open") await decide(stage, draft, part.part_id, { decision: "approved" });
}

async function publishWhole(stage: Stage) {
  const draft = await writeWhole(stage);
  await approveAll(stage, draft);
  const published = await publishDraft(stage, TEACHER, draft.draft_id);
  if (!published.ok) throw new Error(published.error.detail);
  const [lesson] = await stage.curriculum.listLessons(TEACHER.tenant_id, TEACHER.learner_id);
  const pack = lesson && (await stage.curriculum.loadPack(lesson.pack_id, lesson.pack_version));
  if (!pack) throw new Error("The lesson has no pack.");
  return { draft, body: published.value, lesson, pack };
}

describe("a teacher's chapter, with no model", () => {
  it("does not wait for ever where its run could not be begun: the draft says that it failed", async () => {
    const stage = openStage();
    const request = { title: "Ecology", objectives: [], document_ids: [], headings: [] };
    const runs = { begin: () => Promise.reject(new Error("The platform begins no runs.")) };
    await expect(startDraft({ ...stage, runs }, { principal: TEACHER, courseId: COURSE, request })).rejects.toThrow("no runs");
    const listed = await listDrafts(stage, TEACHER, COURSE);
    expect(listed.ok && listed.value.drafts.map(({ status }) => status)).toEqual(["failed"]);
  });

  it("is not reckoned up where it could not be begun: there is nothing to teach from", async () => {
    const stage = openStage({ passages: [] });
    const asked = {
      principal: TEACHER,
      courseId: COURSE,
      request: { title: "Ecology", objectives: [], document_ids: ["doc_other"], headings: [] },
    };
    for (const answer of [await estimateFor(stage, asked), await startDraft(stage, asked)])
      expect(answer).toMatchObject({ ok: false, error: { code: "document_not_ready" } });
    expect(await estimateFor(openStage(), asked)).toMatchObject({ ok: true });
  });

  it("waits for the teacher with explanations, questions of several forms and their passages", async () => {
    const stage = openStage();
    const draft = await writeWhole(stage);
    const body = draftBodySchema.parse(await show(stage, draft));
    expect(body).toMatchObject({ status: "review", by: "embedded", decided: 0 });
    expect(body.nodes.map(({ concept }) => concept)).toContain("Food web");
    expect(new Set(body.parts.map(({ content }) => content.form))).toEqual(new Set([null, "open", "choice"]));
    const shown = new Set(body.passages.map(({ passage_id }) => passage_id));
    expect(body.parts.every(({ passage_ids }) => passage_ids.every((id) => shown.has(id)))).toBe(true);
    expect(body.parts.filter(({ kind }) => kind === "item").every(({ checks }) => checks.length === 5)).toBe(true);
  });

  it("becomes a lesson that the pack checker passes, whose keys the grader takes for right", async () => {
    const { pack, lesson, body } = await publishWhole(openStage());
    expect(checkPack(pack).filter(({ severity }) => severity === "error")).toEqual([]);
    expect(checkKeys(pack)).toEqual([]);
    expect(pack).toMatchObject({ course_id: COURSE, sources: [{ title: "ecology.pdf" }] });
    expect(pack.nodes.every(({ passages }) => (passages?.length ?? 0) > 0)).toBe(true);
    expect(body).toMatchObject({ status: "published", lesson_id: lesson.lesson_id });
  });

  it("can be learnt to its end, by both of its paths", async () => {
    const { pack } = await publishWhole(openStage());
    for (const { id } of pack.paths) {
      const events = await playPack(pack, id);
      expect(events.at(-1)?.type).toBe("session_completed");
      expect(events.filter(({ type }) => type === "reply_evaluated").length).toBeGreaterThanOrEqual(pack.nodes.length);
    }
  });

  it("stands on the teacher's own shelf and on nobody else's", async () => {
    const stage = openStage();
    const { lesson } = await publishWhole(stage);
    expect(await stage.curriculum.listLessons(TEACHER.tenant_id)).toEqual([]);
    expect(await stage.curriculum.listLessons(TEACHER.tenant_id, "lrn_other")).toEqual([]);
    expect(await stage.curriculum.findLesson(TEACHER.tenant_id, lesson.lesson_id)).toEqual(lesson);
  });
});

describe("what a teacher decides", () => {
  it("has to be said of every part before the lesson is published", async () => {
    const stage = openStage();
    const draft = await writeWhole(stage);
    expect(await publishDraft(stage, TEACHER, draft.draft_id)).toMatchObject({ ok: false, error: { code: "draft_not_decided" } });
  });

  it("leaves a rejected question out, and a step for which too little is left", async () => {
    const stage = openStage();
    const draft = await writeWhole(stage);
    const { parts, nodes } = await show(stage, draft);
    const [, second] = nodes;
    for (const { part_id, node_id, kind } of parts)
      if (node_id === second?.node_id && kind === "item") await decide(stage, draft, part_id, { decision: "rejected", reason: "too easy" });
    await approveAll(stage, draft);
    const published = await publishDraft(stage, TEACHER, draft.draft_id);
    expect(published).toMatchObject({ ok: true, value: { status: "published", detail: expect.stringContaining(`“${second?.concept}”`) } });
    const pack = await stage.curriculum.loadPack(`draft-${draft.draft_id.slice(4)}`, 1);
    expect(pack?.nodes.map(({ id }) => id)).not.toContain(second?.node_id);
    expect(pack && checkPack(pack).filter(({ severity }) => severity === "error")).toEqual([]);
  });

  it("is checked again when the words were changed: a wrong key is held back and cannot be approved", async () => {
    const stage = openStage();
    const draft = await writeWhole(stage);
    const choice = (await show(stage, draft)).parts.find(({ content, decision }) => content.form === "choice" && decision === "open");
    const wrong = choice?.content.options.find(({ right }) => !right);
    if (!choice || !wrong) throw new Error("There is no choice.");
    const edited = await decide(stage, draft, choice.part_id, { decision: "edited", text: choice.content.text, key: wrong.id });
    expect(edited).toMatchObject({ ok: true, value: { part: { decision: "held_back" } } });
    expect(await decide(stage, draft, choice.part_id, { decision: "approved" })).toMatchObject({
      ok: false,
      error: { code: "invalid_request" },
    });
    const right = choice.content.options.find((option) => option.right)?.id ?? "";
    const mended = await decide(stage, draft, choice.part_id, { decision: "edited", text: choice.content.text, key: right });
    expect(mended).toMatchObject({ ok: true, value: { part: { decision: "edited" } } });
  });

  it("holds an explanation back that tells an answer", async () => {
    const stage = openStage();
    const draft = await writeWhole(stage);
    const { parts } = await show(stage, draft);
    const open = parts.find(({ content, kind }) => kind === "item" && content.form === "open");
    const explanation = parts.find(({ kind, node_id }) => kind === "explanation" && node_id === open?.node_id);
    const told = await decide(stage, draft, explanation?.part_id ?? "", { decision: "edited", text: open?.content.key ?? "", key: null });
    expect(told).toMatchObject({ ok: true, value: { part: { decision: "held_back" } } });
  });

  it("is written down line by line, and counted for the course", async () => {
    const stage = openStage();
    const draft = await writeWhole(stage);
    const [first, second] = (await show(stage, draft)).parts;
    await decide(stage, draft, first?.part_id ?? "", { decision: "approved" });
    await decide(stage, draft, second?.part_id ?? "", { decision: "rejected", reason: "off the point" });
    const { audit } = await show(stage, await reload(stage, draft));
    expect(audit.map(({ what, part_id }) => [what, part_id])).toEqual([
      ["asked for “Ecology”", null],
      [expect.stringContaining("opened for review"), null],
      ["approved", first?.part_id],
      ["rejected: off the point", second?.part_id],
    ]);
    expect(await listDrafts(stage, TEACHER, COURSE)).toMatchObject({
      ok: true,
      value: { decisions: { approved: 1, edited: 0, rejected: 1 }, drafts: [{ decided: 2 }] },
    });
  });

  it("is nobody else's to make or to see", async () => {
    const stage = openStage();
    const draft = await writeWhole(stage);
    const other = { ...TEACHER, learner_id: "lrn_other" as const };
    expect(await publishDraft(stage, other, draft.draft_id)).toMatchObject({ ok: false, error: { code: "draft_not_found" } });
    expect(await listDrafts(stage, other, COURSE)).toMatchObject({ ok: false, error: { code: "course_not_found" } });
  });
});

describe("a draft's end", () => {
  it("comes by itself when nobody decides, and only while it waits", async () => {
    const stage = openStage();
    const draft = await writeWhole(stage);
    await expireDraft(stage, draft);
    expect(await reload(stage, draft)).toMatchObject({ status: "expired" });
    const { draft: published } = await publishWhole(openStage());
    await expireDraft(stage, published);
    expect(published.status).toBe("review");
  });

  it("leaves nothing of the text when it is withdrawn, or when its document is erased", async () => {
    for (const end of ["withdraw", "erase"] as const) {
      const stage = openStage();
      const draft = await writeWhole(stage);
      if (end === "withdraw") await withdrawDraft(stage, TEACHER, draft.draft_id);
      else await forgetDocument(stage, TEACHER.tenant_id, "doc_ecology");
      expect(await reload(stage, draft)).toMatchObject({ status: "withdrawn" });
      const left = await Promise.all(
        ["drafts", "draft_nodes", "draft_parts", "draft_passages", "draft_audit"].map(
          async (table) => (await stage.d1.prepare(`SELECT * FROM ${table}`).all()).results,
        ),
      );
      expect(JSON.stringify(left)).not.toMatch(/grasshopper|food web|urchins/i);
      expect(stage.ended).toEqual([draft.draft_id]);
    }
  });

  it("keeps what was published on another page in the meantime", async () => {
    const stage = openStage();
    const { draft } = await publishWhole(stage);
    const late = { ...stage, drafts: { ...stage.drafts, find: async () => ({ ...draft, status: "review" as const }) } };
    expect(await withdrawDraft(late, TEACHER, draft.draft_id)).toMatchObject({ ok: false, error: { code: "draft_not_open" } });
    expect(await reload(stage, draft)).toMatchObject({ status: "published" });
    expect((await show(stage, await reload(stage, draft))).parts).not.toEqual([]);
  });

  it("leaves no lesson behind when it is withdrawn while it is being published", async () => {
    const stage = openStage();
    const draft = await writeWhole(stage);
    await approveAll(stage, draft);
    const publishLesson: Stage["curriculum"]["publishLesson"] = async (...lesson) => {
      expect(await withdrawDraft(stage, TEACHER, draft.draft_id)).toMatchObject({ ok: true });
      return await stage.curriculum.publishLesson(...lesson);
    };
    const late = { ...stage, curriculum: { ...stage.curriculum, publishLesson } };
    expect(await publishDraft(late, TEACHER, draft.draft_id)).toMatchObject({ ok: false, error: { code: "draft_not_open" } });
    expect(await reload(stage, draft)).toMatchObject({ status: "withdrawn", lesson_id: null });
    for (const table of ["lessons", "packs", "pack_nodes"])
      expect((await stage.d1.prepare(`SELECT * FROM ${table}`).all()).results).toEqual([]);
  });

  it("is published once, however many pages ask for it at the same time", async () => {
    const stage = openStage();
    const draft = await writeWhole(stage);
    await approveAll(stage, draft);
    const pages = await Promise.all([1, 2, 3].map(() => publishDraft(stage, TEACHER, draft.draft_id)));
    expect(pages).toMatchObject([1, 2, 3].map(() => ({ ok: true, value: { status: "published" } })));
    const { audit } = await show(stage, await reload(stage, draft));
    expect(audit.filter(({ what }) => what === "published")).toHaveLength(1);
    expect(stage.ended).toEqual([draft.draft_id]);
  });

  it("does not take a lesson away that was published", async () => {
    const stage = openStage();
    const { pack } = await publishWhole(stage);
    await forgetDocument(stage, TEACHER.tenant_id, "doc_ecology");
    expect(await stage.curriculum.loadPack(pack.id, pack.version)).toEqual(pack);
  });

  it("says why when the documents explain too little", async () => {
    const { chapterPassages } = await import("../../support/chapter.ts");
    const stage = openStage({ passages: chapterPassages("The weather was fine on Monday.\n\nWe went home by train in the evening.") });
    expect(await writeWhole(stage)).toMatchObject({ status: "failed", detail: expect.stringContaining("too few terms") });
  });
});
