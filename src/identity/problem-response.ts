import { type ProtocolError, toProblem } from "../protocol/errors.ts";

/** An error of ours as an RFC 9457 answer. */
export function problemResponse(error: ProtocolError, headers: Readonly<Record<string, string>> = {}): Response {
  const problem = toProblem(error);
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: { "Content-Type": "application/problem+json", "Cache-Control": "no-store", ...headers },
  });
}
