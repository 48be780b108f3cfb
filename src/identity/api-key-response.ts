import { type ApiError, toApiErrorBody } from "../protocol/api-error.ts";

/** The error as OpenAI's clients expect it: on the routes that speak their language, and on no other. */
export function apiErrorResponse(error: ApiError, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(toApiErrorBody(error)), {
    status: error.status,
    headers: { "Content-Type": "application/json", "Cache-Control": "no-store", ...headers },
  });
}
