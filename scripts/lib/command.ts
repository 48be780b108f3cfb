import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";

/** The repository's root; every command runs there. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** No questions to whoever is not at a keyboard, no metrics, no network look-ups, and Node 22 first in line for every tool. */
export const TOOL_ENV: NodeJS.ProcessEnv = {
  ...process.env,
  CI: "1",
  NO_COLOR: "1",
  WRANGLER_SEND_METRICS: "false",
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  PATH: `${ROOT}node_modules/.bin:${process.env["PATH"] ?? ""}`,
};

export interface CommandResult {
  readonly ok: boolean;
  /** Standard output and standard error as they came, without colours. */
  readonly output: string;
  readonly stdout: string;
}

/** Runs a tool to its end and keeps what it says. `echo` also shows it as it comes. */
export function runCommand(command: string, args: readonly string[], { echo = false } = {}): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: ROOT, env: TOOL_ENV, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    let stdout = "";
    // A sign of several bytes may come in two pieces.
    child.stdout.setEncoding("utf8");
    child.stderr.setEncoding("utf8");
    child.stdout.on("data", (chunk: string) => {
      output += chunk;
      stdout += chunk;
      if (echo) process.stdout.write(chunk);
    });
    child.stderr.on("data", (chunk: string) => {
      output += chunk;
      if (echo) process.stderr.write(chunk);
    });
    child.on("error", (error) => resolve({ ok: false, output: `${command}: ${error.message}`, stdout: "" }));
    child.on("close", (code) => resolve({ ok: code === 0, output: stripVTControlCharacters(output), stdout }));
  });
}

/** Something that stops a script: what happened and what to do, in words for the person at the terminal. */
export class ScriptError extends Error {
  override readonly name = "ScriptError";
}

/** Like `runCommand`, but a failure stops the script: `hint` says what to do. */
export async function mustRun(command: string, args: readonly string[], hint: string): Promise<CommandResult> {
  const result = await runCommand(command, args);
  if (!result.ok) throw new ScriptError(`\`${command} ${args.join(" ")}\` failed:\n${result.output.trim()}\n${hint}`);
  return result;
}

/** Runs a script's main function; an expected failure is printed as it is, a surprise with its stack. Either way the exit code is 1. */
export async function main(run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    console.error(error instanceof ScriptError ? error.message : error);
    process.exitCode = 1;
  }
}
