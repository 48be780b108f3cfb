import { Hono } from "hono";
import type { IdentityEnv } from "../identity/identity.middleware.ts";
import { isId } from "../shared/ids.ts";
import type { SessionObjectPort } from "./session-object.port.ts";

export interface PageRoutesDeps {
  readonly openObject: (sessionId: string) => Pick<SessionObjectPort, "readSnapshot">;
  /** The built page and its files. */
  readonly assets: { fetch(request: Request): Promise<Response> };
}

/**
 * GET /s/{id}: the page with the session's snapshot inside, so that a reload paints at once. The snapshot is data in a script element of a type that
 * no browser runs; a page without one asks for it itself.
 */
export function createPageRoutes(deps: PageRoutesDeps) {
  return new Hono<IdentityEnv>().get("/s/:id", async (c) => {
    const page = await deps.assets.fetch(new Request(new URL("/", c.req.url), { headers: c.req.raw.headers }));
    const principal = c.get("principal");
    const id = c.req.param("id");
    if (!principal || !isId("ses", id) || page.status !== 200) return withoutCaching(page);
    const snapshot = await deps.openObject(id).readSnapshot(principal);
    if (!snapshot.ok) return withoutCaching(page);
    // "<" is escaped, so that nothing a learner wrote can end the element.
    const json = JSON.stringify(snapshot.value).replaceAll("<", "\\u003c");
    const withSnapshot = new HTMLRewriter().on("head", {
      element(head) {
        head.append(`<script type="application/json" id="snapshot">${json}</script>`, { html: true });
      },
    });
    return withoutCaching(withSnapshot.transform(page));
  });
}

/** The page holds what only its learner may see, so nobody keeps a copy; and the built page's ETag says nothing about it. */
function withoutCaching(page: Response): Response {
  const response = new Response(page.body, page);
  response.headers.set("Cache-Control", "no-store");
  response.headers.delete("ETag");
  return response;
}
