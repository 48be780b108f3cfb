// Lessons from documents with no model: how many of the development books' chapters become one, and what the solver check does with right and with wrong keys.
import { author } from "../../src/agents/author/author.agent.ts";
import { createAuthoringAgents } from "../../src/agents/author/authoring-agents.usecase.ts";
import { solver } from "../../src/agents/solver/solver.agent.ts";
import { buildPack } from "../../src/curriculum/authoring/build-pack.ts";
import { buildParts } from "../../src/curriculum/authoring/build-parts.ts";
import { checkParts } from "../../src/curriculum/authoring/check-parts.usecase.ts";
import { choosePassages } from "../../src/curriculum/authoring/choose-passages.ts";
import type { DraftNode, StoredDraft, StoredPart } from "../../src/curriculum/authoring/draft.schema.ts";
import { planLesson } from "../../src/curriculum/authoring/plan-lesson.ts";
import { type BookChapter, readBookChapters } from "../lib/author-data.ts";
import { bootstrap, groupBy } from "../lib/eval-metrics.ts";
import { plantWrongKeys } from "../lib/plant-keys.ts";
import { type Figure, type Section, show, tableOf } from "./section.ts";

const embedded = createAuthoringAgents({
  ask: async (_tenant, agent, input) => ({ output: agent.check(input, agent.embedded(input)).output, by: "embedded", cost_nanousd: 0 }),
  author,
  solver,
});

/** What the solver says of a question does not hang on its key: it is asked once, and all keys are held against that. */
const agents: typeof embedded = {
  ...embedded,
  solve(tenantId, question, passages) {
    const asked = JSON.stringify(question);
    const said = known.get(asked) ?? embedded.solve(tenantId, question, passages);
    known.set(asked, said);
    return said;
  },
};
const known = new Map<string, ReturnType<typeof embedded.solve>>();

interface Judged {
  readonly chapter: string;
  readonly how: string;
  /** Whether the solver check let the key pass. */
  readonly passed: boolean;
}

interface Outcome {
  readonly chapter: BookChapter;
  readonly nodes: readonly DraftNode[];
  readonly parts: readonly StoredPart[];
  readonly isPack: boolean;
  readonly ms: number;
  readonly right: readonly Judged[];
  readonly planted: readonly Judged[];
}

/** Null where the data is not. */
export async function evaluateAuthor(): Promise<Section | null> {
  const chapters = readBookChapters();
  if (!chapters) {
    console.log("Skipped: the development data is not in ../shared/data (folder openstax_course).");
    return null;
  }
  const outcomes: Outcome[] = [];
  for (const chapter of chapters) outcomes.push(await make(chapter));
  const planned = outcomes.filter(({ nodes }) => nodes.length > 0);
  const items = planned.flatMap(({ parts }) => parts.filter(({ content }) => content.kind === "item"));
  const parts = planned.flatMap((outcome) => outcome.parts);
  const held = parts.filter(({ decision }) => decision === "held_back");
  const right = planned.flatMap((outcome) => outcome.right);
  const planted = planned.flatMap((outcome) => outcome.planted);
  const times = planned.map(({ ms }) => ms).sort((a, b) => a - b);
  const byForm = Map.groupBy(items, ({ content }) => (content.kind === "item" ? content.item.form : ""));
  const failures = ["solver", "leak", "duplicate", "reading_level", "grounded"].map(
    (name) => `${name} ${parts.filter(({ checks }) => checks.some(({ check, holds }) => check === name && !holds)).length}`,
  );
  return {
    name: "author",
    text: [
      tableOf([
        shareFigure(
          "chapters that become a whole pack",
          outcomes.map(({ chapter, isPack }) => ({ chapter: chapter.chapter, passed: isPack })),
          "",
          null,
        ),
        shareFigure("right keys that pass the solver check", right, "≥ .70", 0.7),
        ...[...Map.groupBy(planted, ({ how }) => how)].map(([how, some]) =>
          shareFigure(
            `planted wrong keys held back: ${how}`,
            some.map((one) => ({ ...one, passed: !one.passed })),
            "",
            null,
          ),
        ),
        shareFigure(
          "planted wrong keys held back, all",
          planted.map((one) => ({ ...one, passed: !one.passed })),
          "≥ .95",
          0.95,
        ),
      ]),
      "",
      `${chapters.length} chapters; ${planned.length} planned, ${planned.reduce((sum, { nodes }) => sum + nodes.length, 0)} nodes, ${items.length} questions (${[...byForm].map(([form, some]) => `${some.length} ${form}`).join(", ")}). Held back by a check: ${held.length} of ${parts.length} parts (${failures.join(", ")}). ${planted.length} wrong keys were planted. Planning, writing and checking a chapter: median ${times[Math.floor(times.length / 2)] ?? 0} ms, slowest ${times.at(-1) ?? 0} ms. The solver sees the question and twelve passages, never the key; both the questions and the solver are extraction by our own code, so these figures say what happens to wrong keys, not how good a model's questions are.`,
    ].join("\n"),
  };
}

async function make(chapter: BookChapter): Promise<Outcome> {
  known.clear();
  const began = performance.now();
  const request = { title: chapter.chapter, objectives: [], document_ids: [], headings: [] };
  const passages = choosePassages(chapter.passages, request);
  const lesson = planLesson({ language: "en", ...request, passages });
  const nothing = { chapter, nodes: [], parts: [], isPack: false, ms: 0, right: [], planted: [] };
  if (!lesson) return nothing;
  const draft: StoredDraft = {
    ...{ draft_id: "dft_eval", tenant_id: "ten_eval", owner_id: "lrn_eval", course_id: "crs_eval", request, language: "en" },
    ...{ status: "review", by: "embedded", detail: "", cost_nanousd: 0, approved: 0, edited: 0, rejected: 0 },
    ...{ expires_at: null, lesson_id: null, created_at: "2026-01-01T00:00:00.000Z", updated_at: "2026-01-01T00:00:00.000Z" },
  };
  const nodes: DraftNode[] = [];
  const written: StoredPart[] = [];
  for (const planned of lesson.nodes) {
    const { output } = await agents.write("ten_eval", lesson, planned.id);
    const built = buildParts("dft_eval", planned, output);
    nodes.push(built.node);
    written.push(...built.parts);
  }
  const check = async (parts: readonly StoredPart[], which: (part: StoredPart) => boolean): Promise<StoredPart[]> => {
    const checked = nodes.map((node) =>
      checkParts({ agents }, { draft, node, parts, passages, which: (part) => part.node_id === node.id && which(part) }),
    );
    return (await Promise.all(checked)).flatMap((one) => one.parts);
  };
  const parts = await check(written, () => true);
  const approved = parts.map((part): StoredPart => (part.decision === "open" ? { ...part, decision: "approved" } : part));
  const { pack, problems } = buildPack(draft, nodes, approved, ["A textbook"]);
  const ms = Math.round(performance.now() - began);
  const solved = (part: StoredPart): boolean => part.checks.some((one) => one.check === "solver" && one.holds);
  const right = parts
    .filter(({ content }) => content.kind === "item")
    .map((part) => ({ chapter: chapter.chapter, how: "", passed: solved(part) }));
  const planted: Judged[] = [];
  for (const part of written)
    for (const { how, part: wrong } of plantWrongKeys(part, written)) {
      const [judged] = await check(
        written.map((other) => (other.part_id === part.part_id ? wrong : other)),
        (other) => other.part_id === part.part_id,
      );
      planted.push({ chapter: chapter.chapter, how, passed: judged !== undefined && solved(judged) });
    }
  return { chapter, nodes, parts, isPack: pack !== null && problems.length === 0, ms, right, planted };
}

function shareFigure(
  what: string,
  rows: readonly { readonly chapter: string; readonly passed: boolean }[],
  bar: string,
  least: number | null,
): Figure {
  const shareOf = (some: readonly { readonly passed: boolean }[]): number =>
    some.length === 0 ? 0 : some.filter(({ passed }) => passed).length / some.length;
  const ours = shareOf(rows);
  const groups = groupBy(rows, ({ chapter }) => chapter);
  return {
    what: `${what} (n = ${rows.length})`,
    ours,
    interval: bootstrap(groups, shareOf),
    baseline: least === 0.95 ? `taking every key ${show(0)}` : "–",
    published: "–",
    bar,
    ok: least === null ? null : ours >= least,
  };
}
