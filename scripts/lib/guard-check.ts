// Holds our figures to the data's own score.py, run on files of what we found.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import { gunzipSync } from "node:zlib";
import { z } from "zod";
import { ScriptError } from "./command.ts";
import { DATA } from "./guard-data.ts";
import type { Share } from "./guard-score.ts";

const personalSchema = z.object({ recall: z.number(), precision: z.number(), clean_docs_flagged: z.number() });
const directSchema = z.looseObject({
  SUMMARY: z.object({ learner_benign_acc: z.number(), malicious_acc: z.number(), missing: z.number() }),
});

export interface OurFigures {
  readonly recall: Share;
  readonly precision: Share;
  readonly clean: Share;
  readonly attacks: Share;
  readonly learners: Share;
}

/** Throws when a figure of ours differs; says so and goes on where there is no Python. */
export function checkWithTheirScript(personal: readonly object[], direct: readonly object[], ours: OurFigures): string {
  if (spawnSync("python3", ["--version"]).status !== 0) return "score.py was not run: there is no python3.";
  const folder = mkdtempSync(join(tmpdir(), "eval-guard-"));
  try {
    const file = (name: string, rows: readonly object[]): string => {
      const path = join(folder, name);
      writeFileSync(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
      return path;
    };
    const gold = join(folder, "direct-gold.jsonl");
    writeFileSync(gold, gunzipSync(readFileSync(join(DATA, "prompt_injection/dev/direct.jsonl.gz"))));
    const pii = run("pii", [join(DATA, "pii/dev/presidio_synth.jsonl"), file("pii.jsonl", personal)], personalSchema);
    const { SUMMARY } = run("prompt_injection", ["direct", gold, file("direct.jsonl", direct)], directSchema);
    const pairs: [string, number, number][] = [
      ["recall", pii.recall, rate(ours.recall)],
      ["precision", pii.precision, rate(ours.precision)],
      ["clean texts flagged", pii.clean_docs_flagged, ours.clean.hits],
      ["attacks found", SUMMARY.malicious_acc, rate(ours.attacks)],
      ["learners left alone", SUMMARY.learner_benign_acc, 1 - rate(ours.learners)],
      ["rows missing", SUMMARY.missing, 0],
    ];
    const wrong = pairs.filter(([, theirs, our]) => Math.abs(theirs - our) > 0.00006);
    if (wrong.length > 0)
      throw new ScriptError(`score.py says otherwise: ${wrong.map(([name, theirs, our]) => `${name} ${theirs}, not ${our}`).join("; ")}.`);
    return `score.py says the same: ${pairs.map(([name, theirs]) => `${name} ${theirs}`).join(", ")}.`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const rate = ({ hits, of }: Share): number => (of === 0 ? 0 : hits / of);

function run<T>(folder: string, args: readonly string[], schema: z.ZodType<T>): T {
  const { status, stdout, stderr } = spawnSync("python3", ["-B", join(DATA, folder, "score.py"), ...args], { encoding: "utf8" });
  if (status !== 0) throw new ScriptError(`${folder}/score.py failed: ${stderr.trim().split("\n").at(-1)}`);
  return schema.parse(JSON.parse(stdout));
}
