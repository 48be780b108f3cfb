import type { IncomingMessage } from "node:http";
import { createFailedAttempts } from "../../src/identity/operator-attempts.ts";
import { createOperatorSessions } from "../../src/identity/operator-sessions.adapter.ts";
import { SECURITY_HEADERS } from "../../src/identity/security-headers.ts";
import { createOperatorRoutes } from "../../src/llm/operator/operator.routes.ts";
import { type DeskState, emptyDesks, operatorDesks } from "../support/operator-desks.ts";
import { bodyOf, serveBuiltPage } from "./built-page.ts";

export const OPERATOR_TOKEN = "an-operator-token-that-is-long-enough";

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

  const page = await serveBuiltPage(async (request, url, response) => {
    const answer = await app.request(url.href, await initOf(request));
    response.writeHead(answer.status, { ...SECURITY_HEADERS, ...Object.fromEntries(answer.headers) }).end(await answer.text());
  });
  return {
    url: page.url,
    state,
    pass(ms) {
      passed += ms;
    },
    close: page.close,
  };
}

async function initOf(request: IncomingMessage): Promise<RequestInit> {
  const body = await bodyOf(request);
  const headers = Object.entries(request.headers).flatMap(([name, value]) =>
    typeof value === "string" ? [[name, value] as [string, string]] : [],
  );
  return { method: request.method ?? "GET", headers, ...(body === "" ? {} : { body }) };
}
