// `OTLP_ENDPOINT=… [OTLP_HEADERS=…] npm run calls:sample [-- FILE]`: sends made-up records of calls to a collector with the product's own exporter and says how
// it answered. FILE is what the collector writes, as OTLP in JSON: then every span is compared with what was sent, and a difference is a failure.
import { existsSync, readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { readCallsConfig } from "../src/llm/calls/calls.config.ts";
import { makeSpans } from "../src/llm/calls/otlp/make-spans.ts";
import { createOtlpExporter } from "../src/llm/calls/otlp/otlp.adapter.ts";
import { systemTimer } from "../src/llm/timer.adapter.ts";
import { systemClock } from "../src/shared/system-clock.adapter.ts";
import { compareFacts, describeSpan, readCollectorOutput } from "./lib/collector-output.ts";
import { main, ScriptError } from "./lib/command.ts";
import { makeSampleCalls } from "./lib/sample-calls.ts";

/** The Worker's own (src/deps.ts). */
const EXPORT_TIMEOUT_MS = 5_000;
/** Collectors write in batches, some seconds apart. */
const FILE_TIMEOUT_MS = 15_000;

await main(async () => {
  const config = readCallsConfig(process.env);
  if (!config.ok) throw new ScriptError(config.error.join("\n"));
  const { otlp } = config.value;
  if (!otlp) throw new ScriptError("Say where the collector is, e.g. OTLP_ENDPOINT=http://localhost:4318.");

  const calls = makeSampleCalls(Date.now());
  const sent = (await makeSpans(calls)).map(describeSpan);
  const exporter = createOtlpExporter({ ...otlp, fetch, timeout_ms: EXPORT_TIMEOUT_MS, clock: systemClock, timer: systemTimer });
  const answer = await exporter.export(calls);
  if (!answer.ok) throw new ScriptError(`${otlp.endpoint} did not take them: ${answer.error}.`);
  console.log(`${otlp.endpoint} took ${calls.length - answer.value.rejected} of ${calls.length} spans:`);
  for (const { id, facts } of sent) console.log(`  trace ${facts.get("trace")}  span ${id}  ${facts.get("name")}`);
  if (answer.value.rejected > 0) throw new ScriptError(`It rejected ${answer.value.rejected}.`);

  const [file] = process.argv.slice(2);
  if (file !== undefined) await compareWithFile(file, sent);
});

/** Waits until all spans are in the file, or for `FILE_TIMEOUT_MS`, and says what is missing or different. */
async function compareWithFile(file: string, sent: readonly ReturnType<typeof describeSpan>[]): Promise<void> {
  if (!existsSync(file)) throw new ScriptError(`There is no file ${file}.`);
  const deadline = Date.now() + FILE_TIMEOUT_MS;
  let arrived = readCollectorOutput(readFileSync(file, "utf8"));
  while (sent.some(({ id }) => !arrived.has(id)) && Date.now() < deadline) {
    await wait(500);
    arrived = readCollectorOutput(readFileSync(file, "utf8"));
  }
  const problems = sent.flatMap(({ id, facts }) => {
    const there = arrived.get(id);
    return there ? compareFacts(facts, there).map((difference) => `span ${id}: ${difference}`) : [`span ${id}: is not in ${file}`];
  });
  if (problems.length > 0) throw new ScriptError(problems.join("\n"));
  const facts = sent.reduce((sum, one) => sum + one.facts.size, 0);
  console.log(`All ${sent.length} arrived as they were sent: ids, times, kinds, status and attributes, ${facts} facts in all.`);
}
