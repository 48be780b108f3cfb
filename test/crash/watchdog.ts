import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startFaultModelServer } from "../support/fault-model-server.ts";
import { fixturePack } from "../support/fixture-pack.ts";
import { createCrashableWorker } from "./crashable-worker.ts";
import { makeAlarmsLate, readStoredSessions } from "./stored-session.ts";

/** The same bar as for a client that comes back. */
const RESUME_WITHIN_MS = 5_000;
const LOOK_EVERY_MS = 25;

/**
 * A session is killed while a model plans its paths, and nobody ever comes back to it: only the watchdog's alarm, late by an hour, is left. Returns how
 * many ms after the restart the step was done, or null if it was not.
 */
export async function resumeByWatchdog(): Promise<number | null> {
  const statePath = mkdtempSync(join(tmpdir(), "cairn-watchdog-"));
  const worker = await createCrashableWorker(statePath);
  const server = await startFaultModelServer();
  server.setMode("hang_before_headers");
  await worker.start({ LLM_BASE_URL: server.url, LLM_MODEL: "silent" });
  await worker.shelve([fixturePack]);
  const isAsked = server.heard();
  const created = await fetch(new URL("/v1/sessions", await worker.address()), {
    method: "POST",
    headers: { "content-type": "application/json", "sec-fetch-site": "same-origin", origin: (await worker.address()).origin },
    body: JSON.stringify({ lesson_id: `les_${fixturePack.id}` }),
  });
  if (created.status !== 201) throw new Error(`No session was made: ${created.status} ${await created.text()}`);
  await isAsked;
  await worker.kill();

  makeAlarmsLate(statePath);
  await worker.start();
  const restarted_at = Date.now();
  let resumed_ms: number | null = null;
  while (resumed_ms === null && Date.now() - restarted_at < RESUME_WITHIN_MS) {
    // The file is looked at, not the Worker: a request would wake the object, and the alarm would prove nothing.
    const isDone = readStoredSessions(statePath).every(({ events }) => events.some(({ type }) => type === "paths_generated"));
    if (isDone) resumed_ms = Date.now() - restarted_at;
    else await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  await worker.kill();
  await worker.close();
  await server.close();
  rmSync(statePath, { recursive: true });
  return resumed_ms;
}
