import type { Context } from "hono";
import type { ApiKeyEnv } from "../../identity/api-key.middleware.ts";
import { apiErrorResponse } from "../../identity/api-key-response.ts";
import type { ApiError } from "../../protocol/api-error.ts";
import { err, ok, type Result } from "../../shared/result.ts";
import { badRequest, OVER_BUDGET } from "./api-problems.ts";

export type ApiContext = Context<ApiKeyEnv>;

/** The body as JSON, whatever its content type says. */
export async function readJson(c: ApiContext): Promise<Result<unknown, ApiError>> {
  try {
    return ok(JSON.parse(await c.req.text()));
  } catch {
    return err(badRequest("invalid_json", null, "The body could not be read as JSON."));
  }
}

/** OpenAI's clients send again what failed with 429 or 5xx, unless they are told that it is of no use. */
export function refuse(error: ApiError): Response {
  return apiErrorResponse(error, error === OVER_BUDGET ? { "x-should-retry": "false" } : {});
}

/** Who answered, and what it cost where that is known already. */
export function answerHeaders(id: string, route: string, costNanousd: number | null): Record<string, string> {
  return {
    "x-request-id": id,
    "x-cairn-route": route,
    ...(costNanousd === null ? {} : { "x-cairn-cost-nanousd": `${costNanousd}` }),
  };
}

/** Lets work outlive the answer where the runtime can; elsewhere the process does anyway. */
export function keeperOf(c: ApiContext): (work: Promise<unknown>) => void {
  try {
    const context = c.executionCtx;
    return (work) => context.waitUntil(work);
  } catch {
    return () => {};
  }
}
