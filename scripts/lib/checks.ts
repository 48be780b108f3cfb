import { existsSync } from "node:fs";
import { join } from "node:path";
import { ROOT, runCommand } from "./command.ts";

/** One law of the house: its name, what a failure means, and how it is checked. */
export interface Check {
  readonly name: string;
  /** What to do when it fails. */
  readonly hint: string;
  readonly command: readonly [string, ...string[]];
}

export interface CheckResult {
  readonly name: string;
  readonly ok: boolean;
  readonly seconds: number;
  readonly hint: string;
  readonly output: string;
}

const ALL: readonly (Check & { readonly needs?: string })[] = [
  { name: "format", hint: "Run `npm run format`.", command: ["biome", "format", "--max-diagnostics=20", "."] },
  {
    name: "lint",
    hint: "Each finding names its rule; .oxlintrc.json says why it is there.",
    command: ["oxlint", "--type-aware", "--deny-warnings"],
  },
  {
    name: "types",
    hint: "If bindings changed, run `npm start` or delete worker-configuration.d.ts first.",
    command: ["tsc", "--noEmit", "-p", "tsconfig.json"],
  },
  {
    name: "types of the page",
    hint: "Fix the types in web/.",
    command: ["tsc", "--noEmit", "-p", "web/tsconfig.json"],
    needs: "web/tsconfig.json",
  },
  {
    name: "types of the page's tests",
    hint: "Fix the types in test/e2e/ and test/web/.",
    command: ["tsc", "--noEmit", "-p", "test/e2e/tsconfig.json"],
  },
  {
    name: "architecture",
    hint: "Each finding names the import or word and the rule; the rooms are in test/support/architecture.ts.",
    command: ["vitest", "run", "--project", "unit", "test/architecture.test.ts"],
  },
  { name: "dead code", hint: "Delete what nobody uses, or stop exporting it.", command: ["knip", "--no-progress"] },
  { name: "starter packs", hint: "`npm run packs:check` says where and why.", command: ["node", "scripts/packs-check.mjs"] },
  {
    name: "sizes",
    hint: "`node scripts/bundle-size.mjs` shows them; the limits stand in it.",
    command: ["node", "scripts/bundle-size.mjs"],
  },
];

/** Runs every check, one after the other (each uses all cores by itself), and hears about each as it ends. */
export async function runChecks(onResult: (result: CheckResult) => void): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const { name, hint, command, needs } of ALL) {
    if (needs !== undefined && !existsSync(join(ROOT, needs))) continue;
    const startedAt = performance.now();
    const [tool, ...args] = command;
    const { ok, output } = await runCommand(tool, args);
    const result: CheckResult = { name, ok, seconds: (performance.now() - startedAt) / 1_000, hint, output };
    results.push(result);
    onResult(result);
  }
  return results;
}

/** One line of the table; what a failed check said stands below its line. */
export function describeCheck({ name, ok, seconds, hint, output }: CheckResult): string {
  const line = `${ok ? "✓" : "✗"} ${name.padEnd(20)} ${seconds.toFixed(1).padStart(6)} s`;
  return ok ? line : `${line}\n${output.trim().replace(/^/gm, "    ")}\n    → ${hint}`;
}
