import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { buildWeb } from "../../scripts/lib/build-web.ts";
import { prepareLocalDatabase } from "../../scripts/lib/database.ts";
import { findFreePort, startDevServer } from "../../scripts/lib/dev-server.ts";
import { readPacks } from "../../scripts/lib/packs.ts";
import type { z } from "zod";
import type { Item } from "../../src/curriculum/pack.schema.ts";
import { eventsBodySchema, sessionBodySchema } from "../../src/protocol/http.schema.ts";
import type { PublicEvent } from "../../src/protocol/public-event.schema.ts";
import type { PublicSession } from "../../src/protocol/public-session.schema.ts";
import { startRealWorker } from "./real-worker.ts";

export interface Cairn {
  readonly url: string;
  stop(): Promise<void>;
}

/** A whole Cairn of its own on this machine: built page, deployed bundle, starter packs, embedded tutor (or `vars` for a model). */
export async function startCairn(vars: Readonly<Record<string, string>> = {}): Promise<Cairn> {
  return await startRealWorker({ packs: await readPacks(), vars });
}

/** The same as `npm start` brings it up, with a state of its own. */
export async function startAsAtHome(): Promise<Cairn> {
  const state = mkdtempSync(join(tmpdir(), "cairn-e2e-"));
  await Promise.all([prepareLocalDatabase(state, () => {}), buildWeb(() => {})]);
  const server = await startDevServer({ port: await findFreePort(8800), persist_to: state });
  return {
    url: server.url,
    async stop() {
      await server.stop();
      rmSync(state, { recursive: true, force: true });
    },
  };
}

/** Every item of the starter packs, by id. */
export async function readItems(): Promise<ReadonlyMap<string, Item>> {
  const packs = await readPacks();
  return new Map(packs.flatMap((pack) => pack.nodes.flatMap((node) => node.items.map((item) => [item.id, item] as const))));
}

/** What a learner who knows would type: the model answer, the right option's letter, the value. */
export function rightAnswer(item: Item): string {
  switch (item.form) {
    case "choice":
      return item.options.find((option) => option.correct)?.id ?? "";
    case "numeric":
      return item.value;
    case "open":
    case "code":
      return item.key.trim();
  }
}

/** What the API answers to the page's own learner, read in the page with its cookie. */
async function fetchInPage<T>(page: Page, path: string, schema: z.ZodType<T>): Promise<T> {
  const id = /\/s\/(ses_\w+)/.exec(page.url())?.[1];
  const body: unknown = await page.evaluate(
    async (url) => (await fetch(url, { headers: { accept: "application/json" } })).json(),
    `/v1/sessions/${id}${path}`,
  );
  return schema.parse(body);
}

export async function readSession(page: Page): Promise<PublicSession> {
  return (await fetchInPage(page, "", sessionBodySchema)).session;
}

export async function readEvents(page: Page): Promise<PublicEvent[]> {
  return (await fetchInPage(page, "/events", eventsBodySchema)).events;
}
