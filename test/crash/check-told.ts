import { z } from "zod";
import { evidenceOf } from "../../src/session/evidence-of.ts";
import { fixturePack } from "../support/fixture-pack.ts";
import { readStoredSessions } from "./stored-session.ts";

/** Longer than the watchdog and one retry of the outbox take together. */
const TOLD_WITHIN_MS = 75_000;
const LOOK_EVERY_MS = 500;

const exportSchema = z.object({ learner_id: z.string(), evidence: z.array(z.object({ event: z.object({ id: z.string() }) })) });

/**
 * Every answer that the sessions' logs hold has to reach its learner's object, once, however often the Worker was killed between the two. Waits for the outboxes;
 * returns what is missing, or counted too often, as sentences.
 */
export async function checkTold(statePath: string, address: () => Promise<URL>, tokens: readonly string[]): Promise<string[]> {
  const until = Date.now() + TOLD_WITHIN_MS;
  for (;;) {
    const exports = await Promise.all(tokens.map(async (token) => readExport(await address(), token)));
    const violations = compare(expectedOf(statePath), exports);
    if (violations.length === 0 || Date.now() > until) return violations;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

function expectedOf(statePath: string): ReadonlyMap<string, readonly string[]> {
  const ids = new Map<string, string[]>();
  for (const { events } of readStoredSessions(statePath)) {
    const [created] = events;
    if (created?.type !== "session_created") continue;
    const told = evidenceOf(events, (id) => fixturePack.nodes.find((node) => node.id === id) ?? null);
    ids.set(created.learner_id, [...(ids.get(created.learner_id) ?? []), ...told.map(({ answer }) => answer.id)]);
  }
  return ids;
}

function compare(expected: ReadonlyMap<string, readonly string[]>, exports: readonly z.output<typeof exportSchema>[]): string[] {
  return exports.flatMap(({ learner_id, evidence }) => {
    const told = evidence.map(({ event }) => event.id);
    const wanted = expected.get(learner_id) ?? [];
    return [
      ...wanted.filter((id) => !told.includes(id)).map((id) => `${id}: the answer never reached its learner's object`),
      ...told.filter((id, at) => told.indexOf(id) !== at || !wanted.includes(id)).map((id) => `${id}: counted twice, or never given`),
    ];
  });
}

async function readExport(address: URL, token: string): Promise<z.output<typeof exportSchema>> {
  const response = await fetch(new URL("/v1/export", address), { headers: { authorization: `Bearer ${token}` } });
  return exportSchema.parse(await response.json());
}
