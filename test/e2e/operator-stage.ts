import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { buildWeb } from "../../scripts/lib/build-web.ts";
import { createFailedAttempts } from "../../src/identity/operator-attempts.ts";
import { createOperatorSessions } from "../../src/identity/operator-sessions.adapter.ts";
import { SECURITY_HEADERS } from "../../src/identity/security-headers.ts";
import { createOperatorRoutes } from "../../src/llm/operator/operator.routes.ts";
import { type DeskState, emptyDesks, operatorDesks } from "../support/operator-desks.ts";

export const OPERATOR_TOKEN = "an-operator-token-that-is-long-enough";

const PAGE = new URL("../../dist/web", import.meta.url).pathname;
const TYPES: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript",
  css: "text/css",
  svg: "image/svg+xml",
  woff2: "font/woff2",
};

export interface OperatorStage {
  readonly url: string;
  /** What is behind the routes; a test changes it as lessons would. */
  readonly state: DeskState;
  /** Moves the clock by which sign-ins end, in ms. */
  pass(ms: number): void;
  close(): Promise<void>;
}

/** The built page under the real security headers with the real operator's routes, and desks in memory behind them. `token` null: nobody is an operator. */
export async function openOperatorStage(token: string | null = OPERATOR_TOKEN): Promise<OperatorStage> {
  await buildWeb(() => {});
  const state = emptyDesks();
  let passed = 0;
  const clock = { now: () => Date.now() + passed };
  const encode = (text: string) => new TextEncoder().encode(text);
  const secret = encode("a-secret-for-tests-that-is-long-enough");
  const operators = token === null ? null : createOperatorSessions({ secret, token: encode(token), clock });
  const app = createOperatorRoutes({
    config: { profile: "local" },
    operators,
    attempts: createFailedAttempts(clock),
    ...operatorDesks(state),
  });

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", `http://${request.headers.host}`);
    if (url.pathname.startsWith("/v1/")) {
      const answer = await app.request(url.href, await initOf(request));
      response.writeHead(answer.status, { ...SECURITY_HEADERS, ...Object.fromEntries(answer.headers) }).end(await answer.text());
      return;
    }
    const name = /^\/(assets\/|favicon)/.test(url.pathname) ? url.pathname : "/index.html";
    const headers = { ...SECURITY_HEADERS, "content-type": TYPES[name.split(".").at(-1) ?? ""] ?? "application/octet-stream" };
    response.writeHead(200, headers).end(await readFile(PAGE + name));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    state,
    pass(ms) {
      passed += ms;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function initOf(request: IncomingMessage): Promise<RequestInit> {
  let body = "";
  for await (const chunk of request) body += chunk;
  const headers = Object.entries(request.headers).flatMap(([name, value]) =>
    typeof value === "string" ? [[name, value] as [string, string]] : [],
  );
  return { method: request.method ?? "GET", headers, ...(body === "" ? {} : { body }) };
}
