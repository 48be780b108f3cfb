import { type Context, Hono } from "hono";
import type { IdentityConfig } from "../identity/identity.config.ts";
import { clearLearnerCookie, type IdentityEnv } from "../identity/identity.middleware.ts";
import { authoriseOperator, requireTenant, type AuthoriseOperatorDeps, type OperatorEnv } from "../identity/operator.middleware.ts";
import type { TenantList } from "../identity/operator.port.ts";
import { problemResponse } from "../identity/problem-response.ts";
import { readBody, readQuery } from "../identity/read-request.ts";
import type { ProtocolError } from "../protocol/errors.ts";
import type { SessionCard } from "../protocol/http.schema.ts";
import { contestBodySchema, correctionBodySchema } from "../protocol/knowledge.schema.ts";
import { tenantQuerySchema } from "../protocol/operator.schema.ts";
import type { PublicEvent } from "../protocol/public-event.schema.ts";
import type { Principal } from "../protocol/principal.ts";
import { type Clock, toIso } from "../shared/clock.ts";
import { describeError } from "../shared/describe-error.ts";
import { isId } from "../shared/ids.ts";
import { err, ok, type Result } from "../shared/result.ts";
import { eraseLearner, type EraseLearnerDeps } from "./erase-learner.usecase.ts";
import { exportLearner } from "./export-learner.ts";
import type { ContestList } from "./contests.repository.ts";
import type { LearnerObjectPort } from "./learner-object.port.ts";
import { startChallenge, startReview, type StartReviewDeps } from "./start-review.usecase.ts";

export interface KnowledgeRoutesDeps extends StartReviewDeps {
  readonly erasing: EraseLearnerDeps;
  readonly profile: IdentityConfig["profile"];
  readonly learners: { of(owner: Principal): LearnerObjectPort };
  /** Where an operator reads what learners contest. */
  readonly contests: Pick<ContestList, "save">;
  /** Sessions of the learner's after this id, by id, as their cards; none when there are no more. */
  readonly pageSessions: (principal: Principal, after: string) => Promise<readonly SessionCard[]>;
  /** Everything that was said in a session, as its learner saw it. */
  readonly readTranscript: (sessionId: string, principal: Principal) => Promise<PublicEvent[]>;
}

/** What a learner sees and says of what Cairn thinks they know, and what is due. Everybody sees their own, by who they are and never by an id they send. */
export function createKnowledgeRoutes(deps: KnowledgeRoutesDeps) {
  return new Hono<IdentityEnv>()
    .get("/v1/knowledge", (c) => asLearner(c, deps, async (learner) => c.json(await learner.knowledge(deps.clock.now()))))
    .get("/v1/knowledge/:skill", (c) => asLearner(c, deps, async (learner) => answer(c, await learner.why(c.req.param("skill")))))
    .post("/v1/knowledge/:skill/evidence/:evidence_id/contest", (c) =>
      asLearner(c, deps, async (learner, principal) => {
        const body = await readBody(c, contestBodySchema);
        if (!body.ok) return problemResponse(body.error);
        const { skill, evidence_id } = c.req.param();
        const contested = await learner.contest(skill, evidence_id, body.value.reason, deps.clock.now());
        if (contested.ok && contested.value.contested) {
          const { verdict, question, quoted, lesson_title } = contested.value;
          await deps.contests.save(principal, {
            evidence_id,
            skill,
            verdict,
            question,
            quoted,
            lesson_title,
            ...contested.value.contested,
          });
        }
        return answer(c, contested);
      }),
    )
    .post("/v1/knowledge/:skill/challenge", (c) =>
      asLearner(c, deps, async (_learner, principal) => begun(c, await startChallenge(deps, principal, c.req.param("skill")))),
    )
    .get("/v1/reviews", (c) => asLearner(c, deps, async (learner) => c.json(await learner.reviews(deps.clock.now()))))
    .post("/v1/reviews", (c) => asLearner(c, deps, async (_learner, principal) => begun(c, await startReview(deps, principal))))
    .delete("/v1/me", (c) =>
      asLearner(c, deps, async (_learner, principal) => {
        await eraseLearner(deps.erasing, principal);
        clearLearnerCookie(c, deps.profile);
        return c.body(null, 204);
      }),
    )
    .get("/v1/export", (c) =>
      asLearner(c, deps, async (learner, principal) => {
        const now = deps.clock.now();
        // The first page at once: what cannot be reached at all is refused by its status, and does not break off.
        const [first, knowledge, contests] = await Promise.all([
          deps.pageSessions(principal, ""),
          learner.knowledge(now),
          learner.contests(),
        ]);
        const head = { exported_at: toIso(now), ...principal, knowledge, contests };
        return new Response(
          exportLearner(head, {
            readPage: (after) => learner.exportPage(after),
            pageSessions: async (after) => (after === "" ? first : await deps.pageSessions(principal, after)),
            readTranscript: (sessionId) => deps.readTranscript(sessionId, principal),
          }),
          {
            headers: {
              "content-type": "application/json; charset=utf-8",
              "content-disposition": `attachment; filename="cairn-${principal.learner_id}.json"`,
              "cache-control": "no-store",
            },
          },
        );
      }),
    );
}

export interface CorrectionRoutesDeps extends AuthoriseOperatorDeps {
  readonly tenant_list: Pick<TenantList, "hasTenant">;
  readonly clock: Clock;
  readonly learners: { of(owner: Principal): Pick<LearnerObjectPort, "correct"> };
  readonly contests: Pick<ContestList, "list" | "remove">;
}

/** A person's judgement in place of ours. Until teachers sign in, the operator acts for them. */
export function createCorrectionRoutes({ clock, learners, contests, ...operator }: CorrectionRoutesDeps) {
  return new Hono<OperatorEnv>()
    .use("/v1/operator/learners/*", authoriseOperator(operator), requireTenant(operator.tenant_list))
    .use("/v1/operator/contests", authoriseOperator(operator), requireTenant(operator.tenant_list))
    .get("/v1/operator/contests", async (c) => {
      const query = readQuery(c, tenantQuerySchema);
      if (!query.ok) return problemResponse(query.error);
      return c.json({ contests: await contests.list(query.value.tenant) });
    })
    .put("/v1/operator/learners/:learner_id/evidence/:evidence_id", async (c) => {
      const query = readQuery(c, tenantQuerySchema);
      if (!query.ok) return problemResponse(query.error);
      const body = await readBody(c, correctionBodySchema);
      if (!body.ok) return problemResponse(body.error);
      const { learner_id, evidence_id } = c.req.param();
      if (!isId("lrn", learner_id)) return problemResponse({ code: "evidence_not_found", detail: "A learner's id begins with lrn_." });
      const owner = { tenant_id: query.value.tenant, learner_id };
      const corrected = await learners.of(owner).correct(evidence_id, body.value, clock.now());
      if (corrected.ok) await contests.remove(owner, evidence_id);
      return corrected.ok ? c.json(corrected.value) : problemResponse(corrected.error);
    });
}

async function asLearner(
  c: Context<IdentityEnv>,
  deps: KnowledgeRoutesDeps,
  act: (learner: LearnerObjectPort, principal: Principal) => Promise<Response>,
): Promise<Response> {
  const principal = whoAsks(c);
  if (!principal.ok) return problemResponse(principal.error);
  try {
    return await act(deps.learners.of(principal.value), principal.value);
  } catch (error) {
    deps.logger.error("knowledge_unavailable", { path: c.req.path, reason: describeError(error) });
    return problemResponse({ code: "unavailable", detail: "What you know is safe and cannot be reached just now; try again in a moment." });
  }
}

function whoAsks(c: Context<IdentityEnv>): Result<Principal, ProtocolError> {
  const principal = c.get("principal");
  return principal
    ? ok(principal)
    : err({ code: "unauthenticated", detail: "Start a lesson first, or send the learner's token as `Authorization: Bearer …`." });
}

function answer<T extends object>(c: Context<IdentityEnv>, result: Result<T, ProtocolError>): Response {
  return result.ok ? c.json(result.value) : problemResponse(result.error);
}

/** 201 for a new session, 200 for one that was open already. */
function begun(c: Context<IdentityEnv>, started: Awaited<ReturnType<typeof startReview>>): Response {
  if (!started.ok) return problemResponse(started.error);
  const { body, is_new } = started.value;
  return c.json(body, is_new ? 201 : 200, { location: `/v1/sessions/${body.session.session_id}` });
}
