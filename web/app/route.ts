import type { CreateSessionBody } from "../../src/protocol/http.schema.ts";

/** Where the learner is, or the operator. */
export type Route =
  | { readonly name: "shelf" }
  | { readonly name: "session"; readonly session_id: string }
  | { readonly name: "operator" }
  | { readonly name: "not_found" };

/** The route of a path such as `/s/ses_…`. */
export function routeOf(path: string): Route {
  if (path === "/" || path === "/index.html") return { name: "shelf" };
  if (/^\/operator(\/|$)/.test(path)) return { name: "operator" };
  const session = /^\/s\/(ses_[A-Za-z0-9_-]{1,60})\/?$/.exec(path)?.[1];
  return session ? { name: "session", session_id: session } : { name: "not_found" };
}

/** What the shelf's address says about how messages come; without a word about it, each is shown when it is whole and reviewed. */
export function deliveryOf(search: string): Pick<CreateSessionBody, "settings"> {
  return new URLSearchParams(search).get("delivery") === "stream" ? { settings: { delivery: "stream" } } : {};
}

/** The path of a session's page. */
export const sessionPath = (sessionId: string): string => `/s/${sessionId}`;
