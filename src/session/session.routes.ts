import { type Context, Hono } from "hono";
import type { z } from "zod";
import type { IdentityConfig } from "../identity/identity.config.ts";
import { type IdentityEnv, sourceOf } from "../identity/identity.middleware.ts";
import { ensureLearner, type IdentityRoutesDeps } from "../identity/identity.routes.ts";
import { problemResponse } from "../identity/problem-response.ts";
import { readBody } from "../identity/read-request.ts";
import { ticketOrigin } from "../identity/request-origin.ts";
import type { Tokens } from "../identity/tokens.port.ts";
import { type Command, messageIdSchema } from "../protocol/client-frames.schema.ts";
import { fieldError } from "../protocol/check-shape.ts";
import type { ProtocolError } from "../protocol/errors.ts";
import { choosePathBodySchema, createSessionBodySchema, nothingBodySchema, replyBodySchema } from "../protocol/http.schema.ts";
import type { Principal } from "../protocol/principal.ts";
import { isId, type SessionId } from "../shared/ids.ts";
import { err, ok, type Result } from "../shared/result.ts";
import { type CreateSessionDeps, createSession } from "./create-session.usecase.ts";
import { ACCESS_HEADER, type Access, type SessionObjectPort } from "./session-object.port.ts";
import type { SessionRegistry } from "./session-registry.repository.ts";

/** Sessions shown under "go on where you were". */
const LISTED_SESSIONS = 20;

export interface SessionRoutesDeps extends Omit<CreateSessionDeps, "openObject" | "registry">, Omit<IdentityRoutesDeps, "config"> {
  readonly config: Pick<IdentityConfig, "profile">;
  readonly tokens: Tokens;
  readonly registry: SessionRegistry;
  readonly openObject: (sessionId: string) => SessionObjectPort & { fetch(request: Request): Promise<Response> };
}

/** The session's HTTP edge: who may, is it well formed, one call to the session's object. */
export function createSessionRoutes(deps: SessionRoutesDeps) {
  const command = <T>(c: Context<IdentityEnv>, schema: z.ZodType<T>, build: (message_id: string, body: T) => Command) =>
    runCommand(deps, c, schema, build);

  return new Hono<IdentityEnv>()
    .post("/v1/sessions", async (c) => {
      const body = await readBody(c, createSessionBodySchema);
      if (!body.ok) return problemResponse(body.error);
      const principal = await ensureLearner(c, deps);
      if (!principal.ok) return problemResponse(principal.error);
      const { settings, ...lesson } = body.value;
      const created = await createSession(deps, { principal: principal.value, lesson, settings });
      if (!created.ok) return problemResponse(created.error);
      return c.json(created.value, 201, { location: `/v1/sessions/${created.value.session.session_id}` });
    })
    .get("/v1/sessions", async (c) => {
      const principal = c.get("principal");
      // Whoever has no token yet has no sessions yet either: the shelf need not know the difference.
      const sessions = principal ? await deps.registry.listSessions(principal.tenant_id, principal.learner_id, LISTED_SESSIONS) : [];
      return c.json({ sessions });
    })
    .get("/v1/sessions/:id", async (c) => {
      const asked = whoAsks(c);
      if (!asked.ok) return problemResponse(asked.error);
      const found = await deps.openObject(asked.value.session_id).read(asked.value.principal);
      return found.ok ? c.json(found.value) : problemResponse(found.error);
    })
    .post("/v1/sessions/:id/path", (c) =>
      command(c, choosePathBodySchema, (message_id, chosen) => ({ type: "choose_path", message_id, ...chosen })),
    )
    .post("/v1/sessions/:id/replies", (c) => command(c, replyBodySchema, (message_id, { text }) => ({ type: "reply", message_id, text })))
    .post("/v1/sessions/:id/hints", (c) => command(c, nothingBodySchema, (message_id) => ({ type: "hint", message_id })))
    .post("/v1/sessions/:id/set-aside", (c) => command(c, nothingBodySchema, (message_id) => ({ type: "set_aside", message_id })))
    .post("/v1/sessions/:id/teach-me", (c) => command(c, nothingBodySchema, (message_id) => ({ type: "teach_me", message_id })))
    .post("/v1/sessions/:id/abandon", (c) => command(c, nothingBodySchema, (message_id) => ({ type: "abandon", message_id })))
    .post("/v1/sessions/:id/ticket", async (c) => {
      const asked = whoAsks(c);
      if (!asked.ok) return problemResponse(asked.error);
      const { session_id, principal } = asked.value;
      const found = await deps.openObject(session_id).read(principal);
      if (!found.ok) return problemResponse(found.error);
      return c.json(await deps.tokens.createTicket({ ...principal, session_id, origin: ticketOrigin(sourceOf(c)) }), 201);
    })
    .get("/v1/sessions/:id/events", async (c) => {
      const isStream = (c.req.header("accept") ?? "").includes("text/event-stream");
      // Whoever reads at once can send headers: a ticket, which opens one connection and is then used up, is not for this.
      const asked = isStream ? await readAccess(deps, c) : whoAsks(c);
      if (!asked.ok) return problemResponse(asked.error);
      const since = readSince(c.req.header("last-event-id") ?? c.req.query("since"));
      if (!since.ok) return problemResponse(since.error);
      const object = deps.openObject(asked.value.session_id);
      if (isStream) return object.fetch(forward(c, { ticket: null, ...asked.value }, `https://session/events?since=${since.value}`));
      const events = await object.readEvents(asked.value.principal, since.value);
      return events.ok ? c.json(events.value) : problemResponse(events.error);
    })
    .get("/v1/sessions/:id/socket", async (c) => {
      if (c.req.header("upgrade")?.toLowerCase() !== "websocket") {
        return problemResponse(
          { code: "upgrade_required", detail: "Open it as a WebSocket; for plain HTTP use the other routes." },
          { Upgrade: "websocket" },
        );
      }
      const access = await readAccess(deps, c);
      if (!access.ok) return problemResponse(access.error);
      return deps.openObject(access.value.session_id).fetch(forward(c, access.value, "https://session/socket", { Upgrade: "websocket" }));
    });
}

interface Asked {
  readonly session_id: SessionId;
  readonly principal: Principal;
}

function readSessionId(c: Context<IdentityEnv>): Result<SessionId, ProtocolError> {
  const id = c.req.param("id") ?? "";
  return isId("ses", id) ? ok(id) : err({ code: "session_not_found", detail: "A session's id begins with ses_." });
}

function whoAsks(c: Context<IdentityEnv>): Result<Asked, ProtocolError> {
  const principal = c.get("principal");
  if (!principal)
    return err({
      code: "unauthenticated",
      detail: "Send the learner's token as `Authorization: Bearer …`, or start a session from our own page.",
    });
  const id = readSessionId(c);
  return id.ok ? ok({ session_id: id.value, principal }) : id;
}

/** Sockets and streams may show a ticket instead of a token or cookie, because browsers cannot send headers with them. */
async function readAccess(deps: SessionRoutesDeps, c: Context<IdentityEnv>): Promise<Result<Asked & Access, ProtocolError>> {
  const shown = c.req.query("ticket");
  if (shown === undefined) {
    const asked = whoAsks(c);
    return asked.ok ? ok({ ...asked.value, ticket: null }) : asked;
  }
  const id = readSessionId(c);
  if (!id.ok) return id;
  const ticket = await deps.tokens.readTicket(shown, { session_id: id.value, origin: ticketOrigin(sourceOf(c)) });
  if (!ticket)
    return err({
      code: "ticket_invalid",
      detail: "Ask for a new one at POST /v1/sessions/{id}/ticket; it is good for 60 s and one connection.",
    });
  const { tenant_id, learner_id, ticket_id, expires_at } = ticket;
  return ok({
    session_id: id.value,
    principal: { tenant_id, learner_id },
    ticket: { jti: ticket_id, expires_at_ms: Date.parse(expires_at) },
  });
}

function readSince(text: string | undefined): Result<number, ProtocolError> {
  if (text === undefined) return ok(0);
  const since = /^\d{1,15}$/.test(text) ? Number(text) : null;
  return since === null ? err(fieldError([{ field: "since", message: "the seq of the last event you have, 0 or more" }])) : ok(since);
}

/**
 * The request as the object gets it: our own address and our own word about who asks, nothing of the client's query or headers. The runtime below the
 * object obeys headers of its own, and a client must not be able to send it any.
 */
function forward(c: Context<IdentityEnv>, { principal, ticket }: Access, url: string, headers: HeadersInit = {}): Request {
  const request = new Request(url, { headers, signal: c.req.raw.signal });
  request.headers.set(ACCESS_HEADER, JSON.stringify({ principal, ticket } satisfies Access));
  return request;
}

async function runCommand<T>(
  deps: SessionRoutesDeps,
  c: Context<IdentityEnv>,
  schema: z.ZodType<T>,
  build: (messageId: string, body: T) => Command,
): Promise<Response> {
  const asked = whoAsks(c);
  if (!asked.ok) return problemResponse(asked.error);
  const messageId = messageIdSchema.safeParse(c.req.header("idempotency-key"));
  if (!messageId.success) {
    const message = "send this header with the message id, 8 to 64 letters, digits, - or _";
    return problemResponse(fieldError([{ field: "Idempotency-Key", message }]));
  }
  const body = await readBody(c, schema);
  if (!body.ok) return problemResponse(body.error);
  const done = await deps.openObject(asked.value.session_id).command(asked.value.principal, build(messageId.data, body.value));
  return done.ok ? c.json(done.value, 202) : problemResponse(done.error);
}
