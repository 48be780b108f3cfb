import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { convertV4MiniflareOptions, Miniflare, Response as MiniflareResponse } from "miniflare";
import type { Fixture } from "../../bench/script.ts";
import { buildWeb } from "../../scripts/lib/build-web.ts";
import { ROOT } from "../../scripts/lib/command.ts";
import { bundleWorker, fillDatabase, selectRows, workerOptions } from "../../scripts/lib/worker-runtime.ts";
import type { Pack } from "../../src/curriculum/pack.schema.ts";

export const OPERATOR_TOKEN = "an-operator-token-that-is-long-enough";

/** The deployed bundle in a workerd of its own, with a database, queue, objects and page of its own. Providers are where `providers` says. */
export interface RealWorker {
  readonly url: string;
  /** Rows of a query against D1. */
  select(sql: string): readonly Record<string, unknown>[];
  /** What the operator's own programs would send. */
  operator(method: string, path: string, body?: unknown): Promise<Response>;
  stop(): Promise<void>;
}

export interface RealWorkerOptions {
  /** What is on the shelf. */
  readonly packs: readonly Pack[];
  readonly vars: Readonly<Record<string, string>>;
  /**
   * Who answers in place of every provider: a server, whose address is asked for at each call (null while none can be reached), or, for crowds, a script
   * inside the runtime, which costs no process and no connection. Left out, calls go where they are sent.
   */
  readonly providers?: (() => string | null) | readonly Fixture[];
}

/**
 * Starts the Worker with `vars` over those of a local run. Whatever it sends out, to whichever provider, goes to `providers`, with the same path: so a
 * provider's real address, its prices and its dialect are in force, and nothing leaves this machine.
 */
export async function startRealWorker({ packs, vars, providers }: RealWorkerOptions): Promise<RealWorker> {
  const folder = mkdtempSync(join(tmpdir(), "cairn-real-"));
  const storage = join(folder, "storage");
  const [script] = await Promise.all([bundleWorker(), buildWeb(() => {})]);
  const isScripted = typeof providers === "object";
  const options = workerOptions({ OPERATOR_TOKEN, ...vars });
  const miniflare = new Miniflare({
    ...convertV4MiniflareOptions({
      workers: [
        {
          ...options,
          name: "cairn",
          modules: true,
          rootPath: dirname(script),
          scriptPath: script,
          assets: {
            directory: join(ROOT, "dist/web"),
            binding: "ASSETS",
            run_worker_first: ["/v1/*", "/s/*"],
            routerConfig: { has_user_worker: true },
            assetConfig: { not_found_handling: "single-page-application" },
          },
          ...(providers && { outboundService: isScripted ? "provider" : (request: Request) => passOn(request, providers()) }),
        },
        ...(isScripted
          ? [{ name: "provider", modules: true, compatibilityDate: options.compatibilityDate, script: scriptedProvider(providers) }]
          : []),
      ],
    }),
    resourcePersistencePath: storage,
  });
  const url = (await miniflare.ready).origin;
  await fillDatabase(miniflare, packs);
  return {
    url,
    select: (sql) => selectRows(storage, sql),
    operator: (method, path, body) =>
      fetch(`${url}/v1/operator${path}`, {
        method,
        headers: { authorization: `Bearer ${OPERATOR_TOKEN}`, "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    async stop() {
      await miniflare.dispose();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function passOn(request: Request, server: string | null): Promise<MiniflareResponse> {
  if (server === null) return new MiniflareResponse("Nobody is there.", { status: 503 });
  const answer = await fetch(new URL(new URL(request.url).pathname, server), {
    method: request.method,
    headers: pick(request.headers, ["authorization", "content-type", "x-api-key"]),
    body: await request.text(),
    signal: AbortSignal.timeout(30_000),
  });
  return new MiniflareResponse(answer.body, { status: answer.status, headers: pick(answer.headers, ["content-type", "retry-after"]) });
}

/** The source of a Worker that answers in OpenAI's chat dialect, streamed, at four characters a token: the first fixture that fits the prompt. */
function scriptedProvider(fixtures: readonly Fixture[]): string {
  return `const FIXTURES = ${JSON.stringify(fixtures)};
const textOf = (messages, role) => messages.filter((one) => one.role === role).map((one) => one.content).join("\\n");
export default {
  async fetch(request) {
    const { messages, model } = await request.json();
    const [system, user] = [textOf(messages, "system"), textOf(messages, "user")];
    const found = FIXTURES.find(({ match }) => system.includes(match.systemMessage) && user.includes(match.userMessage ?? ""));
    const content = found?.response.content ?? "";
    const [prompt_tokens, completion_tokens] = [Math.ceil((system.length + user.length) / 4), Math.ceil(content.length / 4)];
    const base = { id: "chatcmpl-1", object: "chat.completion.chunk", created: 1, model };
    const chunks = [
      { ...base, choices: [{ index: 0, delta: { role: "assistant", content }, finish_reason: null }] },
      { ...base, choices: [{ index: 0, delta: {}, finish_reason: "stop" }] },
      { ...base, choices: [], usage: { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens } },
    ];
    const body = chunks.map((chunk) => "data: " + JSON.stringify(chunk) + "\\n\\n").join("") + "data: [DONE]\\n\\n";
    return new Response(body, { headers: { "content-type": "text/event-stream" } });
  },
};`;
}

/** The headers that mean something to whoever reads the body; those of one connection are not for the next. */
function pick(headers: Headers, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (headers.has(name) ? [[name, headers.get(name) ?? ""]] : [])));
}
