import { type ProtocolError, toProblem } from "../protocol/errors.ts";

/** An error of ours as an RFC 9457 answer; every 401 says how to sign in (RFC 9110, 15.5.2). */
export function problemResponse(error: ProtocolError, headers: Readonly<Record<string, string>> = {}): Response {
  const problem = toProblem(error);
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: {
      "Content-Type": "application/problem+json",
      "Cache-Control": "no-store",
      ...(problem.status === 401 ? { "WWW-Authenticate": "Bearer" } : {}),
      ...headers,
    },
  });
}
