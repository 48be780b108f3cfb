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

/** The path of a session's page. */
export const sessionPath = (sessionId: string): string => `/s/${sessionId}`;
