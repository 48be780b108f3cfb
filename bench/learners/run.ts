// `npm run bench:learners`: learners in code take lessons under three policies; writes the tables of docs/learners-simulated.md and bench/results.
// `-- 60 20`: so many learners in the usual population, and in each of the others.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { main, ROOT, ScriptError } from "../../scripts/lib/command.ts";
import { readPacks } from "../../scripts/lib/packs.ts";
import { observe } from "../lib/report.ts";
import { fitFromLogs } from "./fit.ts";
import { timeFold } from "./fold-time.ts";
import { costOf, guess, type Population as Named, type Results, runPopulation } from "./experiment.ts";
import { conditionsOf, FITTED, usual } from "./parameters.ts";
import { tablesOf } from "./tables.ts";
import { fourOptions } from "./population.ts";
import { manifold, wordsOf } from "./words.ts";

const DOCUMENT = "docs/learners-simulated.md";
const [USUAL, OTHERS] = [500, 250];
/** Where questions are three times as many: the populations that make the most of it. */
const LONG = ["usual", "learning × 0.5", "all against it"];

await main(async () => {
  const [usualCount = USUAL, otherCount = OTHERS] = process.argv.slice(2).map(Number);
  if (!(usualCount > 0 && otherCount > 0)) throw new ScriptError("Give two numbers of learners, or none.");
  const settle = observe();
  const cpuBefore = process.cpuUsage().user;
  const words = (await readPacks()).map(wordsOf);
  const fold_ms = timeFold();
  console.log(`A log of 100,000 answers is folded in ${fold_ms} ms.`);
  const logs = fitFromLogs();
  console.log(
    logs ? "Parameters from ../shared/data/kt." : "../shared/data/kt is not there: the parameters are those that were fitted before.",
  );
  const conditions = conditionsOf(usual(logs ?? FITTED));
  const populations: Named[] = [];
  for (const [at, { name, parameters }] of conditions.entries()) {
    console.log(`${name} …`);
    const of = { name, parameters, words, learners: at === 0 ? usualCount : otherCount, isReal: at === 0 };
    populations.push(await runPopulation(of));
  }
  const long: Named[] = [];
  for (const { name, parameters } of conditions.filter((one) => LONG.includes(one.name))) {
    console.log(`${name}, three times as many questions …`);
    long.push(await runPopulation({ name, parameters, words: words.map((one) => manifold(one, 3)), learners: otherCount, isReal: false }));
  }
  console.log("guessers …");
  const [first] = conditions;
  if (!first) throw new Error("There is no population.");
  const short = words.flatMap((one) => fourOptions(one) ?? []);
  const guessers = await guess(short, first.parameters, otherCount);
  const costs = await costOf(words, first.parameters);
  const circumstances = settle();
  const cpu_seconds = Math.round((process.cpuUsage().user - cpuBefore) / 1e6);
  const results: Results = {
    parameters: { fitted: logs ?? FITTED, from_data: logs !== null, usual: first.parameters },
    populations,
    long,
    guessers,
    costs,
  };
  const file = `bench/results/${circumstances.at.slice(0, 10)}-learners.json`;
  mkdirSync(join(ROOT, "bench/results"), { recursive: true });
  writeFileSync(join(ROOT, file), `${JSON.stringify({ name: "learners", ...circumstances, cpu_seconds, fold_ms, ...results }, null, 1)}\n`);
  const tables = `${tablesOf(results)}\n\n${circumstances.at.slice(0, 16).replace("T", " ")} UTC, ${circumstances.seconds} s (${cpu_seconds} s of CPU). Raw: \`${file}\`.`;
  console.log(tables);
  publish(tables);
});

function publish(tables: string): void {
  const document = readFileSync(join(ROOT, DOCUMENT), "utf8");
  const [begin, end] = ["<!-- bench:learners -->", "<!-- /bench:learners -->"];
  const [from, to] = [document.indexOf(begin), document.indexOf(end)];
  if (from < 0 || to < from) throw new ScriptError(`${DOCUMENT} has no place for the tables: put ${begin} and ${end} where they belong.`);
  writeFileSync(join(ROOT, DOCUMENT), `${document.slice(0, from + begin.length)}\n${tables}\n${document.slice(to)}`);
}
