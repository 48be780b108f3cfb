import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { ROOT, ScriptError, TOOL_ENV } from "./command.ts";

/** A build error leaves wrangler accepting connections and answering none, so a probe that waits for ever would wait for ever. */
const PROBE_TIMEOUT_MS = 2_000;
const READY_TIMEOUT_MS = 60_000;
/** wrangler gets this long to stop workerd itself. */
const STOP_TIMEOUT_MS = 5_000;

export interface DevServerOptions {
  readonly port: number;
  readonly persist_to: string;
  /** Variables beside those of wrangler.toml and .dev.vars. */
  readonly vars?: Readonly<Record<string, string>>;
  /** Hears the Worker's output line by line once the server is ready; before that it is kept and told only if the start fails. */
  readonly onLine?: (line: string) => void;
}

export interface DevServer {
  readonly url: string;
  /** Resolves when the server has ended, by `stop` or by itself. */
  readonly ended: Promise<void>;
  /** Ends the server and every process it started. */
  stop(): Promise<void>;
}

/** Starts the Worker locally (PROFILE=local) and waits until it answers. */
export async function startDevServer({ port, persist_to, vars = {}, onLine = () => {} }: DevServerOptions): Promise<DevServer> {
  const settings = Object.entries({ PROFILE: "local", ...vars }).flatMap(([name, value]) => ["--var", `${name}:${value}`]);
  const args = [
    "dev",
    "--local",
    "--port",
    `${port}`,
    "--inspector-port",
    "0",
    "--persist-to",
    persist_to,
    "--show-interactive-dev-session=false",
    ...settings,
  ];
  // A process group of its own: Ctrl-C reaches only us, and we end wrangler, esbuild and workerd together and in order.
  const child = spawn("wrangler", args, { cwd: ROOT, env: TOOL_ENV, stdio: ["ignore", "pipe", "pipe"], detached: true });
  const ended = new Promise<void>((resolve) => {
    child.once("close", () => resolve());
    child.once("error", () => resolve());
  });
  const stop = () => stopGroup(child, ended);
  // However this process ends, nothing is left running.
  const killLeftovers = () => signalGroup(child, "SIGKILL");
  process.once("exit", killLeftovers);
  void ended.then(() => process.off("exit", killLeftovers));

  let early: string[] | null = [];
  const hear = (chunk: Buffer): void => {
    for (const line of chunk.toString().split("\n")) {
      if (line.trim() === "") continue;
      if (early) early.push(line);
      else onLine(line);
    }
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);

  const url = `http://localhost:${port}`;
  let alive = true;
  void ended.then(() => {
    alive = false;
  });
  const giveUpAt = Date.now() + READY_TIMEOUT_MS;
  while (!(await answers(url))) {
    const broken = early.some((line) => line.includes("Build failed"));
    if (alive && !broken && Date.now() < giveUpAt) continue;
    await stop();
    const late = `did not answer within ${READY_TIMEOUT_MS / 1_000} s`;
    const what = broken ? "could not build the Worker" : alive ? late : "ended before it answered";
    throw new ScriptError(`wrangler ${what}. It said:\n${early.join("\n")}`);
  }
  early = null;
  return { url, ended, stop };
}

/** One probe: whether the Worker, its database and its shelf are there. Waits a little when they are not, so that probing costs no core. */
async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/v1/lessons`, { signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) });
    await response.body?.cancel();
    if (response.ok) return true;
  } catch {
    // Not listening yet, or hanging on a build error: both end with the deadline.
  }
  await new Promise((resolve) => setTimeout(resolve, 100));
  return false;
}

async function stopGroup(child: ChildProcess, ended: Promise<void>): Promise<void> {
  signalGroup(child, "SIGTERM");
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, STOP_TIMEOUT_MS);
  });
  await Promise.race([ended, late]);
  clearTimeout(timer);
  signalGroup(child, "SIGKILL");
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, signal);
  } catch {
    // The group is gone already.
  }
}

/** The first free port from `first` on, on every address of localhost. */
export async function findFreePort(first: number): Promise<number> {
  for (let port = first; port < first + 100; port++) if (await isFree(port)) return port;
  throw new ScriptError(`No port from ${first} to ${first + 99} is free. Set PORT to one that is.`);
}

async function isFree(port: number): Promise<boolean> {
  for (const host of ["127.0.0.1", "::1"]) {
    const taken = await new Promise<boolean>((resolve) => {
      const server = createServer();
      // No IPv6 here is not a taken port.
      server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code === "EADDRINUSE"));
      server.listen(port, host, () => server.close(() => resolve(false)));
    });
    if (taken) return false;
  }
  return true;
}
