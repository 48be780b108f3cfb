import type { CreateSessionBody } from "../../src/protocol/http.schema.ts";

/** Where the learner is, or the operator. */
export type Route =
  | { readonly name: "shelf" }
  | { readonly name: "session"; readonly session_id: string }
  | { readonly name: "operator" }
  | { readonly name: "knowledge" }
  | { readonly name: "skill"; readonly skill: string }
  | { readonly name: "review" }
  | { readonly name: "not_found" };

/** The pages about what the learner knows. */
export type KnowledgeRoute = Extract<Route, { name: "knowledge" | "skill" | "review" }>;

/** The route of a path such as `/s/ses_…`. */
export function routeOf(path: string): Route {
  if (path === "/" || path === "/index.html") return { name: "shelf" };
  if (/^\/operator(\/|$)/.test(path)) return { name: "operator" };
  if (/^\/knowledge\/?$/.test(path)) return { name: "knowledge" };
  if (/^\/review\/?$/.test(path)) return { name: "review" };
  const skill = decoded(/^\/knowledge\/([^/]{1,400})\/?$/.exec(path)?.[1]);
  if (skill) return { name: "skill", skill };
  const session = /^\/s\/(ses_[A-Za-z0-9_-]{1,60})\/?$/.exec(path)?.[1];
  return session ? { name: "session", session_id: session } : { name: "not_found" };
}

function decoded(part: string | undefined): string | null {
  try {
    return part === undefined ? null : decodeURIComponent(part);
  } catch {
    return null;
  }
}

/** What the shelf's address says about how messages come; without a word about it, each is shown when it is whole and reviewed. */
export function deliveryOf(search: string): Pick<CreateSessionBody, "settings"> {
  return new URLSearchParams(search).get("delivery") === "stream" ? { settings: { delivery: "stream" } } : {};
}

/** The path of a session's page. */
export const sessionPath = (sessionId: string): string => `/s/${sessionId}`;

/** Where the learner sees everything that Cairn thinks they know. */
export const KNOWLEDGE_PATH = "/knowledge";
/** Where a review begins. */
export const REVIEW_PATH = "/review";
/** The path of the page about one skill. */
export const skillPath = (skill: string): string => `${KNOWLEDGE_PATH}/${encodeURIComponent(skill)}`;
