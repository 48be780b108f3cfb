// `npm test`: the checks, then every test there is: plain Node, the Workers runtime, a real browser. The last line counts them all.
import { buildWeb } from "./lib/build-web.ts";
import { describeCheck, runChecks } from "./lib/checks.ts";
import { main } from "./lib/command.ts";
import { runTests } from "./lib/vitest.ts";

const startedAt = performance.now();
const counts = [];

await main(async () => {
  // Beside each other, because neither keeps two cores busy; the plain tests do.
  const [checks, workerd] = await Promise.all([
    runChecks((result) => console.log(describeCheck(result))),
    runTests("workerd", { isBeside: true }),
  ]);
  counts.push({ passed: 0, failed: checks.filter(({ ok }) => !ok).length }, workerd);
  counts.push(await runTests("unit"));
  await buildWeb((line) => console.log(line));
  counts.push(await runTests("e2e"));
});

// Something that stopped the run half-way is a failure too, although no test says so.
if (process.exitCode) counts.push({ passed: 0, failed: 1 });
const passed = counts.reduce((sum, count) => sum + count.passed, 0);
const failed = counts.reduce((sum, count) => sum + count.failed, 0);
console.log(`Took ${Math.round((performance.now() - startedAt) / 1_000)} s; failed checks are counted as failures.`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
