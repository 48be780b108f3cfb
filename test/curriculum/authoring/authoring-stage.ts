import { openSqliteD1 } from "../../../scripts/lib/sqlite-d1.ts";
import { author } from "../../../src/agents/author/author.agent.ts";
import { type AskFor, createAuthoringAgents } from "../../../src/agents/author/authoring-agents.usecase.ts";
import { solver } from "../../../src/agents/solver/solver.agent.ts";
import type { AuthoringAgents, CourseMaterial } from "../../../src/curriculum/authoring/authoring.port.ts";
import { createDraftRepository } from "../../../src/curriculum/authoring/draft.repository.ts";
import type { StoredDraft } from "../../../src/curriculum/authoring/draft.schema.ts";
import { readDraft } from "../../../src/curriculum/authoring/read-draft.usecase.ts";
import { startDraft } from "../../../src/curriculum/authoring/start-draft.usecase.ts";
import { checkNode, openForReview, planDraft, writeNode } from "../../../src/curriculum/authoring/write-draft.usecase.ts";
import { createCurriculumRepository } from "../../../src/curriculum/curriculum.repository.ts";
import type { DraftBody, Passage } from "../../../src/protocol/course.schema.ts";
import type { Principal } from "../../../src/protocol/principal.ts";
import { chapterPassages } from "../../support/chapter.ts";
import { createTestClock } from "../../support/clock.ts";

export const TEACHER: Principal = { tenant_id: "ten_public", learner_id: "lrn_teacher" };
export const COURSE = "crs_ecology";

/** No model: every agent's embedded counterpart. */
export const askEmbedded: AskFor = async (_tenant, agent, input) => ({
  output: agent.check(input, agent.embedded(input)).output,
  by: "embedded",
  cost_nanousd: 0,
});

/** Everything that authoring needs, over a real database in memory. */
export function openStage({ passages = chapterPassages(), ask = askEmbedded }: { passages?: readonly Passage[]; ask?: AskFor } = {}) {
  const d1 = openSqliteD1();
  let bytes = 0;
  const ended: string[] = [];
  const material: CourseMaterial = {
    findCourse: async (principal, id) =>
      principal.learner_id === TEACHER.learner_id && id === COURSE ? { course_id: COURSE, title: "Ecology", language: "en" } : null,
    listPassages: async () => [...passages],
    loadPassages: async (_tenant, ids) => passages.filter(({ passage_id }) => ids.includes(passage_id)),
    documentNames: async (_tenant, ids) => new Map(ids.map((id) => [id, "ecology.pdf"])),
  };
  const agents: AuthoringAgents = createAuthoringAgents({ ask, author, solver });
  const deps = {
    clock: createTestClock(),
    random: { bytes: (length: number) => new Uint8Array(length).fill((bytes += 1)) },
    drafts: createDraftRepository(d1),
    curriculum: createCurriculumRepository(d1),
    material,
    agents,
    authorModel: async () => null,
    runs: { begin: async () => {}, end: async (id: string) => void ended.push(id) },
  };
  return { ...deps, d1, ended };
}
export type Stage = ReturnType<typeof openStage>;

/** Asks for a draft and runs all steps of its workflow up to the wait. */
export async function writeWhole(stage: Stage, title = "Ecology"): Promise<StoredDraft> {
  const started = await startDraft(stage, {
    principal: TEACHER,
    courseId: COURSE,
    request: { title, objectives: [], document_ids: [], headings: [] },
  });
  if (!started.ok) throw new Error(started.error.detail);
  const key = { tenant_id: TEACHER.tenant_id, draft_id: started.value.draft_id };
  const nodes = await planDraft(stage, key);
  for (const node of nodes) await writeNode(stage, key, node);
  for (const node of nodes) await checkNode(stage, key, node);
  if (nodes.length > 0) await openForReview(stage, key);
  return reload(stage, started.value);
}

export async function reload({ drafts }: Stage, { tenant_id, draft_id }: StoredDraft): Promise<StoredDraft> {
  const draft = await drafts.load(tenant_id, draft_id);
  if (!draft) throw new Error("The draft is gone.");
  return draft;
}

export const show = (stage: Stage, draft: StoredDraft): Promise<DraftBody> => readDraft(stage, draft);
