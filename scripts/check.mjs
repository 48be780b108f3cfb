// `npm run check`: the law of the house, executable. Runs every check even when one fails, so that one look shows all there is to do.
import { describeCheck, runChecks } from "./lib/checks.ts";

const results = await runChecks((result) => console.log(describeCheck(result)));
const failed = results.filter(({ ok }) => !ok);
console.log(failed.length === 0 ? `All ${results.length} checks passed.` : `Failed: ${failed.map(({ name }) => name).join(", ")}.`);
process.exitCode = failed.length === 0 ? 0 : 1;
