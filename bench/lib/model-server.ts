import { spawn } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ROOT, TOOL_ENV } from "../../scripts/lib/command.ts";
import { findFreePort } from "../../scripts/lib/dev-server.ts";
import type { Fixture } from "../script.ts";

const READY_TIMEOUT_MS = 20_000;
/** Larger than any answer: an answer is one chunk, so the latency is the only thing that takes time. */
const CHUNK_CHARS = 100_000;
const WIDE_BACKLOG = new URL("./wide-backlog.mjs", import.meta.url).href;

/** A model server that we did not write (aimock), in a process of its own, that answers every call after the same time. */
export interface ModelServer {
  /** The base address for OpenAI-compatible clients. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts the server with what it is to say and how long it is to take, in ms. */
export async function startModelServer(fixtures: readonly Fixture[], latencyMs: number): Promise<ModelServer> {
  const port = await findFreePort(4_110);
  const file = join(ROOT, `.wrangler/tmp/bench/fixtures-${port}.json`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ fixtures }));
  const options = {
    port,
    fixtures: file,
    "chunk-size": CHUNK_CHARS,
    latency: 0,
    "chaos-latency": latencyMs,
    "journal-max": 10,
    "log-level": "silent",
  };
  const child = spawn(
    "llmock",
    Object.entries(options).flatMap(([name, value]) => [`--${name}`, `${value}`]),
    { cwd: ROOT, env: { ...TOOL_ENV, NODE_OPTIONS: `--import ${WIDE_BACKLOG}` }, stdio: "ignore" },
  );
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const kill = () => void child.kill("SIGKILL");
  process.once("exit", kill);
  const url = `http://127.0.0.1:${port}/v1`;
  const giveUpAt = performance.now() + READY_TIMEOUT_MS;
  while (!(await isListening(`${url}/models`))) {
    if (child.exitCode !== null || performance.now() > giveUpAt)
      throw new Error("The model server did not start; is port or fixture file at fault?");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    url,
    async stop() {
      process.off("exit", kill);
      child.kill("SIGTERM");
      await ended;
      rmSync(file, { force: true });
    },
  };
}

async function isListening(url: string): Promise<boolean> {
  try {
    await (await fetch(url, { signal: AbortSignal.timeout(1_000) })).text();
    return true;
  } catch {
    return false;
  }
}
