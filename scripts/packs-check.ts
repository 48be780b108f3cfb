import { readdir, readFile } from "node:fs/promises";
import { basename } from "node:path";
import { parse, YAMLParseError } from "yaml";
import { prettifyError } from "zod";
import { embeddedEvaluate } from "../src/agents/evaluator/embedded-evaluator.ts";
import type { EvaluatorInput } from "../src/agents/inputs.ts";
import { checkPack, type Finding } from "../src/curriculum/check-pack.ts";
import { type Item, type Pack, type PackNode, packSchema } from "../src/curriculum/pack.schema.ts";

const PACKS = new URL("../packs/", import.meta.url);

type Read = { readonly pack: Pack } | { readonly problem: string };

/** Reads one pack file; the problem says where the file is wrong. */
export function readPack(file: string, yaml: string): Read {
  try {
    const parsed = packSchema.safeParse(parse(yaml));
    if (!parsed.success) return { problem: prettifyError(parsed.error) };
    if (parsed.data.id !== basename(file, ".yaml"))
      return { problem: `the file must be named after the pack's id: ${parsed.data.id}.yaml` };
    return { pack: parsed.data };
  } catch (error) {
    if (error instanceof YAMLParseError) return { problem: `not YAML: ${error.message}` };
    throw error;
  }
}

/** What is right to say, by name: the model answer and those that are right as well, the value, the right option by its letter. */
function rightReplies(item: Item): { readonly name: string; readonly reply: string }[] {
  const others = item.form === "open" ? (item.also_right ?? []) : [];
  return [{ name: "key", reply: keyAsReply(item) }, ...others.map((reply, at) => ({ name: `answer ${at + 1} under also_right`, reply }))];
}

function keyAsReply(item: Item): string {
  if (item.form === "numeric") return item.value;
  return item.form === "choice" ? (item.options.find(({ correct }) => correct)?.id ?? "") : item.key;
}

/** What the evaluator sees of a reply to an item of the node that is asked for the first time. */
export function firstReply(node: PackNode, item: Item, reply: string): EvaluatorInput {
  const { id, concept, goal, misconceptions } = node;
  return {
    language: "en",
    node: { id, concept, goal },
    question: item.prompt,
    item,
    misconceptions,
    reply,
    recent: [],
    remediation_round: 0,
    points_met: [],
  };
}

/** The embedded evaluator's verdict on such a reply. */
export function judge(node: PackNode, item: Item, reply: string): ReturnType<typeof embeddedEvaluate> {
  return embeddedEvaluate(firstReply(node, item, reply));
}

/** Whatever an item says is right has to be judged right: a learner who writes just that would otherwise be told they are wrong. */
export function checkKeys(pack: Pack): Finding[] {
  return pack.nodes.flatMap((node) =>
    node.items.flatMap((item) =>
      rightReplies(item).flatMap(({ name, reply }): Finding[] => {
        const { user_intent, evaluation, reasoning } = judge(node, item, reply);
        if (evaluation === "correct") return [];
        const verdict = user_intent === "attempt_answer" ? evaluation : user_intent;
        return [{ where: `${node.id} › ${item.id}`, problem: `its own ${name} is judged ${verdict}: ${reasoning}`, severity: "error" }];
      }),
    ),
  );
}

/** The starter packs' files, or those named. */
export async function packFiles(named: readonly string[] = []): Promise<(string | URL)[]> {
  if (named.length > 0) return [...named];
  const files = (await readdir(PACKS)).filter((file) => file.endsWith(".yaml")).sort();
  return files.map((file) => new URL(file, PACKS));
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

const summarise = (findings: readonly Finding[], severity: Finding["severity"]): string => {
  const count = findings.filter((finding) => finding.severity === severity).length;
  return `${count} ${severity}${count === 1 ? "" : "s"}`;
};

/** Prints a line a pack and its findings; resolves to the exit code: 1 when a pack has errors. */
export async function checkPackFiles(named: readonly string[]): Promise<number> {
  const files = await packFiles(named);
  let bad = 0;
  for (const file of files) {
    const name = basename(String(file));
    const read = readPack(name, await readFile(file, "utf8"));
    if ("problem" in read) {
      bad += 1;
      print(`${name}: does not have the shape of a pack\n${read.problem}`);
      continue;
    }
    const { pack } = read;
    const shape = checkPack(pack);
    // Patterns that cannot be read would fail every key for the same reason.
    const findings = shape.some(({ problem }) => problem.startsWith("pattern ")) ? shape : [...shape, ...checkKeys(pack)];
    if (findings.some(({ severity }) => severity === "error")) bad += 1;
    const items = pack.nodes.reduce((sum, node) => sum + node.items.length, 0);
    print(
      `${name}: v${pack.version}, ${pack.nodes.length} nodes, ${items} items; ${summarise(findings, "error")}, ${summarise(findings, "warning")}`,
    );
    for (const { severity, where, problem } of findings) print(`  ${severity === "error" ? "✗" : "!"} ${where}: ${problem}`);
  }
  print(bad === 0 ? `packs ok (${files.length})` : `${bad} of ${files.length} packs have errors`);
  return bad === 0 ? 0 : 1;
}
