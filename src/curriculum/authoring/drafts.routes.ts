import { type Context, Hono } from "hono";
import type { IdentityEnv } from "../../identity/identity.middleware.ts";
import { problemResponse } from "../../identity/problem-response.ts";
import { readBody } from "../../identity/read-request.ts";
import { draftCreateSchema, partDecisionSchema } from "../../protocol/course.schema.ts";
import type { ProtocolError } from "../../protocol/errors.ts";
import type { Principal } from "../../protocol/principal.ts";
import { type DraftId, isId } from "../../shared/ids.ts";
import type { Result } from "../../shared/result.ts";
import type { AuthoringAgents, CourseMaterial } from "./authoring.port.ts";
import { decidePart, NO_DRAFT } from "./decide-part.usecase.ts";
import { type PublishDraftDeps, publishDraft, withdrawDraft } from "./publish-draft.usecase.ts";
import { listDrafts, readCard, readDraft } from "./read-draft.usecase.ts";
import { estimateFor, type StartDraftDeps, startDraft } from "./start-draft.usecase.ts";

export interface DraftRoutesDeps
  extends Omit<StartDraftDeps, "drafts" | "material" | "runs">,
    Omit<PublishDraftDeps, "clock" | "material" | "runs"> {
  readonly material: CourseMaterial;
  readonly runs: StartDraftDeps["runs"] & PublishDraftDeps["runs"];
  readonly agents: AuthoringAgents;
}

/** Lessons made from a course's documents: what one would cost, how it comes along, and what a person decides of it. Everybody sees their own. */
export function createDraftRoutes(deps: DraftRoutesDeps) {
  return new Hono<IdentityEnv>()
    .post("/v1/courses/:id/drafts/estimate", (c) =>
      asAuthor(c, async (principal) => {
        const body = await readBody(c, draftCreateSchema);
        if (!body.ok) return problemResponse(body.error);
        return answer(c, await estimateFor(deps, { principal, courseId: c.req.param("id"), request: body.value }));
      }),
    )
    .post("/v1/courses/:id/drafts", (c) =>
      asAuthor(c, async (principal) => {
        const body = await readBody(c, draftCreateSchema);
        if (!body.ok) return problemResponse(body.error);
        const started = await startDraft(deps, { principal, courseId: c.req.param("id"), request: body.value });
        if (!started.ok) return problemResponse(started.error);
        return c.json(await readCard(deps.drafts, started.value), 201, { location: `/v1/drafts/${started.value.draft_id}` });
      }),
    )
    .get("/v1/courses/:id/drafts", (c) => asAuthor(c, async (principal) => answer(c, await listDrafts(deps, principal, c.req.param("id")))))
    .get("/v1/drafts/:id", (c) =>
      asDraft(c, async (principal, draftId) => {
        const draft = await deps.drafts.find(principal, draftId);
        return draft ? c.json(await readDraft(deps, draft)) : problemResponse(NO_DRAFT);
      }),
    )
    .put("/v1/drafts/:id/parts/:part", (c) =>
      asDraft(c, async (principal, draftId) => {
        const body = await readBody(c, partDecisionSchema);
        if (!body.ok) return problemResponse(body.error);
        return answer(c, await decidePart(deps, { principal, draftId, partId: c.req.param("part"), decision: body.value }));
      }),
    )
    .post("/v1/drafts/:id/publish", (c) =>
      asDraft(c, async (principal, draftId) => answer(c, await publishDraft(deps, principal, draftId))),
    )
    .post("/v1/drafts/:id/withdraw", (c) =>
      asDraft(c, async (principal, draftId) => answer(c, await withdrawDraft(deps, principal, draftId))),
    );
}

const NOBODY: ProtocolError = { code: "unauthenticated", detail: "Send the learner's token as `Authorization: Bearer …`." };

async function asAuthor(c: Context<IdentityEnv>, act: (principal: Principal) => Promise<Response>): Promise<Response> {
  const principal = c.get("principal");
  return principal ? await act(principal) : problemResponse(NOBODY);
}

function asDraft(c: Context<IdentityEnv>, act: (principal: Principal, draftId: DraftId) => Promise<Response>): Promise<Response> {
  const id = c.req.param("id") ?? "";
  return asAuthor(c, (principal) => (isId("dft", id) ? act(principal, id) : Promise.resolve(problemResponse(NO_DRAFT))));
}

function answer<T extends object>(c: Context<IdentityEnv>, result: Result<T, ProtocolError>): Response {
  return result.ok ? c.json(result.value) : problemResponse(result.error);
}
