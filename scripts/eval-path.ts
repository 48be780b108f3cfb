// `npm run eval:path -- IN OUT [--corpus FILE] [--scores] [--route provider:model]`: orders what is to be taught, with the product's own code or a model.
// IN: chapters (JSON lines with sections, titles and objectives; a glossary in them is not looked at) or concepts (one a line, or a table of pairs). OUT:
// as ../shared/data/openstax_course/score.py paths and ../shared/data/prereq/score.py order, direction and (with --scores) classify read it.
import { writeFileSync } from "node:fs";
import { pathGenerator } from "../src/agents/path-generator/path-generator.agent.ts";
import { extractConcepts } from "../src/curriculum/concepts/extract-concepts.ts";
import { comesFirst } from "../src/curriculum/concepts/order-names.ts";
import { main, ScriptError } from "./lib/command.ts";
import { openEvalDoor } from "./lib/eval-door.ts";
import { readCommandLine, tellUnused, writeRows } from "./lib/eval-files.ts";
import { type Chapter, readChapters, readCorpus } from "./lib/path-data.ts";
import { listOrderer, readConceptList } from "./lib/path-lists.ts";

await main(async () => {
  const { corpus, wantsScores, rest } = readOptions(process.argv.slice(2));
  const { input, output, route } = readCommandLine("eval:path", rest);
  if (/\.jsonl(?:\.gz)?$/.test(input)) await planChapters(input, output, corpus, route);
  else await orderConcepts(input, output, wantsScores, route);
});

async function planChapters(input: string, output: string, corpus: string | null, route: string | null): Promise<void> {
  const texts = corpus === null ? new Map<string, string>() : readCorpus(corpus);
  const { chapters, unused } = readChapters(input, texts);
  tellUnused(unused);
  const rows: { chapter: string; concepts: string[] }[] = [];
  for (const chapter of chapters)
    rows.push({ chapter: chapter.chapter, concepts: route === null ? embeddedPlan(chapter) : await modelPlan(chapter, route) });
  writeRows(output, rows);
  const without = chapters.filter(({ sections }) => sections.every(({ text }) => text === "")).length;
  console.log(`${rows.length} chapters planned (${without} without text); ${unused.length} rows not used.`);
}

function embeddedPlan({ sections }: Chapter): string[] {
  return extractConcepts(sections).map(({ name }) => name);
}

/** A model plans as it does for a lesson; its first path counts, without the opening and the closing node. */
async function modelPlan({ chapter, sections }: Chapter, route: string): Promise<string[]> {
  const objectives = sections.flatMap((section) => section.objectives);
  const { output } = await openEvalDoor(route)(pathGenerator, { language: "en", title: chapter, objectives, pack: null });
  return output.paths[0]?.teaching_sequence.slice(1, -1).map(({ concept }) => concept) ?? [];
}

async function orderConcepts(input: string, output: string, wantsScores: boolean, route: string | null): Promise<void> {
  const { kind, names, pairs, unused } = readConceptList(input);
  tellUnused(unused);
  if (names.length === 0) throw new ScriptError(`There is no concept in ${input}.`);
  if (kind === "list" && !wantsScores) {
    const { order } = (await openEvalDoor(route)(listOrderer, { names })).output;
    writeFileSync(output, `${order.join("\n")}\n`);
    console.log(`${order.length} concepts put in order; ${unused.length} rows not used.`);
    return;
  }
  if (route !== null) throw new ScriptError("Pairs are judged by the embedded order only; leave --route out, or give a list.");
  const first = comesFirst(names);
  const lines = pairs.map(([one, other]) => {
    const score = first(one, other);
    return [one, other, kind === "pairs" ? (score >= 0.5 ? 1 : 0) : score.toFixed(4)].join("\t");
  });
  writeFileSync(output, `${lines.join("\n")}\n`);
  console.log(`${lines.length} pairs judged; ${unused.length} rows not used.`);
}

function readOptions(args: readonly string[]): { corpus: string | null; wantsScores: boolean; rest: string[] } {
  const at = args.indexOf("--corpus");
  const corpus = at < 0 ? null : (args[at + 1] ?? null);
  if (at >= 0 && corpus === null) throw new ScriptError("--corpus needs the file with the sections' text.");
  const rest = args.filter((arg, index) => arg !== "--scores" && (at < 0 || (index !== at && index !== at + 1)));
  return { corpus, wantsScores: args.includes("--scores"), rest };
}
