import { DurableObject } from "cloudflare:workers";
import { type DurableObjectCapability, Lifecycle, type LifecycleJobContext } from "agents/lifecycle";
import { WebSockets } from "agents/websockets";
import type { Command } from "../protocol/client-frames.schema.ts";
import type { ProtocolError } from "../protocol/errors.ts";
import { toProblem } from "../protocol/errors.ts";
import type { AckBody, SessionBody, Snapshot } from "../protocol/http.schema.ts";
import type { Principal } from "../protocol/principal.ts";
import type { PublicEvent } from "../protocol/public-event.schema.ts";
import { toIso } from "../shared/clock.ts";
import type { Logger } from "../shared/logger.ts";
import { err, ok, type Result } from "../shared/result.ts";
import type { SessionMaterial } from "./build-inputs.ts";
import { isSameCommand } from "./commands.ts";
import { pendingEffect } from "./effects.ts";
import type { EventBody, SessionEvent } from "./events.schema.ts";
import { applyEvent } from "./fold.ts";
import { createEventStreams, type EventStreams } from "./event-streams.adapter.ts";
import { parseClientFrame } from "./parse-client-frame.schema.ts";
import { type RunEffectDeps, runEffect } from "./run-effect.usecase.ts";
import { ACCESS_HEADER, type Access, type CreateSession, type SessionObjectPort } from "./session-object.port.ts";
import type { SessionProgress, SessionRegistry } from "./session-registry.repository.ts";
import { createSessionStore, type SessionStore } from "./session.store.ts";
import { createSocketRoom, type SocketRoom } from "./socket-room.adapter.ts";
import type { SessionState } from "./state.schema.ts";
import { toPublicEvent, toPublicSession } from "./to-public.ts";
import { decideCommand, decideResult } from "./transition.ts";

/** How long a pending effect may lie before the watchdog looks at it: longer than a turn may take. */
const RESUME_AFTER_MS = 60_000;
/** A watchdog that is due later than this from now need not be armed again: saves a write a turn. */
const RESUME_SLACK_MS = 30_000;
/** The registry hears of progress this soon; several steps within it become one write. */
const PUBLISH_AFTER_MS = 1_000;
const PUBLISH_RETRY_MS = 30_000;

const NO_SESSION: ProtocolError = { code: "session_not_found", detail: "Check the address, or start a lesson from the shelf." };

export interface SessionObjectDeps extends RunEffectDeps {
  readonly logger: Logger;
  /** Hears of progress; may be down, and is then told again. */
  readonly registry: Pick<SessionRegistry, "updateSession">;
}

/**
 * Makes the session's Durable Object class. The object is a shell: it stores, runs the one pending effect, and tells those who watch; every
 * decision is `transition.ts`. It is not a cache: nothing here is needed after an eviction but what the store holds.
 */
export function createSessionObject<Env extends object>(makeDeps: (env: Env) => SessionObjectDeps) {
  return class SessionObject extends DurableObject<Env> implements SessionObjectPort {
    readonly #deps: SessionObjectDeps;
    readonly #store: SessionStore;
    readonly #streams: EventStreams = createEventStreams();
    readonly #sockets: WebSockets;
    readonly #room: SocketRoom;
    readonly lifecycle: Lifecycle<Env>;

    #current: { state: SessionState; seq: number } | null = null;
    #material: { nodeId: string; value: SessionMaterial } | null = null;
    /** The turn lock: one driver at a time; whoever else wants the turn to go on joins it. */
    #driving: Promise<void> | null = null;
    #stopEffect = new AbortController();
    #resumeDueAt = 0;

    constructor(ctx: DurableObjectState, env: Env) {
      super(ctx, env);
      this.#deps = makeDeps(env);
      this.#store = createSessionStore(ctx.storage);
      this.#sockets = new WebSockets({
        protocol: false,
        handlers: {
          onMessage: (connection, message) => this.#onFrame(connection, message),
        },
      });
      this.#room = createSocketRoom(this.#sockets);
      // Strangers and used tickets are refused before a socket or a stream is opened.
      const gate: DurableObjectCapability = { onWebSocketUpgrade: ({ request }) => this.#refuse(request), onRequest: ({ request }) => this.#refuse(request) };
      this.lifecycle = Lifecycle.install<Env>(this).use(gate).use(this.#sockets);
      // Answered by the platform without waking the object.
      ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
    }

    onStart(): void {
      this.#current = this.#store.load();
      // After a crash, an eviction or a deploy the pending effect is derived from the state again.
      if (this.#current) this.#goOn();
    }

    async create(input: CreateSession): Promise<SessionBody> {
      await this.lifecycle.start();
      const { session_id, owner, lesson_context, settings, pack } = input;
      if (!this.#current) {
        const created: EventBody = { type: "session_created", session_id, ...owner, lesson_context, settings };
        const { events, state, seq } = this.#place([created]);
        this.#store.create({ owner, pack, events, state });
        this.#current = { state, seq };
        this.#goOn();
      }
      return this.#body();
    }

    async read(principal: Principal): Promise<Result<SessionBody, ProtocolError>> {
      await this.lifecycle.start();
      return this.#isOwner(principal) ? ok(this.#body()) : err(NO_SESSION);
    }

    async readSnapshot(principal: Principal): Promise<Result<Snapshot, ProtocolError>> {
      await this.lifecycle.start();
      return this.#isOwner(principal) ? ok({ ...this.#body(), events: this.#publicEventsSince(0) }) : err(NO_SESSION);
    }

    async readEvents(principal: Principal, since: number): Promise<Result<{ seq: number; events: PublicEvent[] }, ProtocolError>> {
      await this.lifecycle.start();
      return this.#isOwner(principal) ? ok({ seq: this.#body().seq, events: this.#publicEventsSince(since) }) : err(NO_SESSION);
    }

    async command(principal: Principal, command: Command): Promise<Result<AckBody, ProtocolError>> {
      await this.lifecycle.start();
      return this.#isOwner(principal) ? this.#accept(command) : err(NO_SESSION);
    }

    /** An event stream; socket upgrades are claimed by the `WebSockets` capability before this. */
    onRequest(request: Request): Response {
      this.#goOn();
      const since = Number(request.headers.get("last-event-id") ?? new URL(request.url).searchParams.get("since") ?? 0);
      return this.#streams.open(this.#publicEventsSince(Number.isSafeInteger(since) && since > 0 ? since : 0), request.signal);
    }

    async onJob({ job }: LifecycleJobContext): Promise<undefined | { rescheduleAt: number }> {
      if (!this.#current) return undefined;
      if (job.fn === "publish") return await this.#publish();
      this.#resumeDueAt = 0;
      this.#goOn();
      await this.#driving;
      return pendingEffect(this.#current.state) ? { rescheduleAt: this.#deps.clock.now() + RESUME_AFTER_MS } : undefined;
    }

    async #onFrame(connection: Parameters<SocketRoom["send"]>[0], message: string | ArrayBuffer | ArrayBufferView): Promise<void> {
      if (this.#room.isFlooding(connection, this.#deps.clock.now())) return;
      const frame = parseClientFrame(message);
      if (!frame.ok) {
        this.#room.send(connection, this.#room.errorFrame(frame.error, frame.error.message_id));
        return;
      }
      if (!this.#current) {
        this.#room.send(connection, this.#room.errorFrame(NO_SESSION, null));
        return;
      }
      if (frame.value.type === "hello") {
        this.#room.send(connection, { v: 1, type: "hello", session: toPublicSession(this.#current.state), seq: this.#current.seq });
        for (const event of this.#publicEventsSince(frame.value.since)) this.#room.send(connection, { v: 1, type: "event", seq: event.seq, event });
        this.#room.join(connection);
        this.#goOn();
        return;
      }
      const { v: _v, ...command } = frame.value;
      const accepted = this.#accept(command);
      this.#room.send(
        connection,
        accepted.ok ? { v: 1, type: "ack", ...accepted.value } : this.#room.errorFrame(accepted.error, command.message_id),
      );
    }

    /** Records a command, or answers a repeated one as before. Synchronous up to the write: two requests cannot interleave here. */
    #accept(command: Command): Result<AckBody, ProtocolError> {
      if (!this.#current) return err(NO_SESSION);
      try {
        const before = this.#store.findByMessageId(command.message_id);
        if (before) {
          if (!isSameCommand(before, command)) return err({ code: "message_id_reused", detail: "Use a new message id for each new thing you send." });
          return ok({ message_id: command.message_id, seq: before.seq });
        }
        const context = { now: this.#deps.clock.now(), material: this.#materialNow().node };
        const decided = decideCommand(this.#current.state, command, context);
        if (!decided.ok) return decided;
        const seq = this.#current.seq + 1;
        this.#append(decided.value);
        if (command.type === "abandon") this.#stopEffect.abort();
        this.#goOn();
        return ok({ message_id: command.message_id, seq });
      } catch (error) {
        this.#deps.logger.error("command_failed", { session_id: this.lifecycle.name, command: command.type, reason: describe(error) });
        return err({ code: "unavailable", detail: "This could not be stored just now. Nothing was changed; send it again." });
      }
    }

    /** Lets the pending effect go on, unless somebody is at it already. */
    #goOn(): void {
      if (this.#driving || !this.#current || !pendingEffect(this.#current.state)) return;
      this.#driving = this.#drive()
        .catch((error: unknown) => {
          // Not expected: effects cannot fail. The session stays where it is and the watchdog tries again.
          this.#deps.logger.error("turn_failed", { session_id: this.lifecycle.name, reason: describe(error) });
          this.#room.broadcast(this.#room.errorFrame({ code: "internal", detail: "The tutor stumbled. Your answer is safe; it goes on in a moment." }, null));
        })
        .finally(() => {
          this.#driving = null;
        });
      this.ctx.waitUntil(this.#driving);
    }

    async #drive(): Promise<void> {
      await this.#armWatchdog();
      while (this.#current) {
        const { state } = this.#current;
        const effect = pendingEffect(state);
        if (!effect) return;
        this.#stopEffect = new AbortController();
        const result = await runEffect(this.#deps, {
          state,
          effect,
          material: this.#materialNow(),
          pack: () => this.#store.pack(),
          onActivity: (agent, status) => this.#room.broadcast({ v: 1, type: "activity", agent, status }),
          signal: this.#stopEffect.signal,
        });
        // The state may have moved while the model was asked: the decision looks at what is true now.
        const events = decideResult(this.#current.state, result, { now: this.#deps.clock.now(), material: this.#materialNow().node });
        if (events.length > 0) this.#append(events);
      }
    }

    #append(bodies: readonly EventBody[]): void {
      const before = this.#current;
      const placed = this.#place(bodies);
      this.#store.append(placed.events, placed.state);
      this.#current = { state: placed.state, seq: placed.seq };
      for (const event of placed.events) {
        const shown = toPublicEvent(event);
        this.#room.broadcast({ v: 1, type: "event", seq: shown.seq, event: shown });
        this.#streams.push(shown);
      }
      if (before && hasMoved(before.state, placed.state)) this.ctx.waitUntil(this.#schedulePublish());
    }

    /** Gives new events their place after the log's end, and folds them in. */
    #place(bodies: readonly EventBody[]): { events: SessionEvent[]; state: SessionState; seq: number } {
      const at = toIso(this.#deps.clock.now());
      let state = this.#current?.state ?? null;
      let seq = this.#current?.seq ?? 0;
      const events: SessionEvent[] = [];
      for (const body of bodies) {
        seq += 1;
        const event: SessionEvent = { v: 1, seq, at, ...body };
        state = applyEvent(state, event);
        events.push(event);
      }
      if (!state) throw new Error("A session needs at least one event.");
      return { events, state, seq };
    }

    #materialNow(): SessionMaterial {
      const node = this.#current?.state.teaching_path[this.#current.state.current_index];
      if (!node) return { outline: null, node: null };
      if (this.#material?.nodeId !== node.id) {
        this.#material = { nodeId: node.id, value: { outline: this.#store.outline(), node: this.#store.material(node.id) } };
      }
      return this.#material.value;
    }

    async #armWatchdog(): Promise<void> {
      const now = this.#deps.clock.now();
      if (this.#resumeDueAt - now > RESUME_SLACK_MS) return;
      this.#resumeDueAt = now + RESUME_AFTER_MS;
      await this.lifecycle.jobs.push({ id: "resume", fn: "resume", time: this.#resumeDueAt });
    }

    async #schedulePublish(): Promise<void> {
      await this.lifecycle.jobs.push({ id: "publish", fn: "publish", time: this.#deps.clock.now() + PUBLISH_AFTER_MS });
    }

    async #publish(): Promise<undefined | { rescheduleAt: number }> {
      const owner = this.#store.owner();
      if (!owner || !this.#current) return undefined;
      const { state } = this.#current;
      const now = this.#deps.clock.now();
      const { current_index, teaching_path } = state;
      const progress: SessionProgress = { status: statusOf(state), current_index, node_count: teaching_path.length, updated_at: toIso(now) };
      try {
        await this.#deps.registry.updateSession(owner.tenant_id, state.session_id, progress);
        return undefined;
      } catch (error) {
        this.#deps.logger.warn("publish_failed", { session_id: state.session_id, reason: describe(error) });
        return { rescheduleAt: now + PUBLISH_RETRY_MS };
      }
    }

    #refuse(request: Request): Response | undefined {
      const access = readAccess(request);
      if (!access || !this.#isOwner(access.principal)) return problem(NO_SESSION);
      if (access.ticket && !this.#store.useTicket(access.ticket.jti, access.ticket.expires_at_ms, this.#deps.clock.now())) {
        return problem({ code: "ticket_invalid", detail: "A ticket opens one connection; ask for a new one." });
      }
      return undefined;
    }

    #isOwner(principal: Principal): boolean {
      const owner = this.#store.owner();
      return owner !== null && owner.tenant_id === principal.tenant_id && owner.learner_id === principal.learner_id;
    }

    #body(): SessionBody {
      if (!this.#current) throw new Error("There is no session in this object.");
      return { session: toPublicSession(this.#current.state), seq: this.#current.seq };
    }

    #publicEventsSince(seq: number): PublicEvent[] {
      return this.#store.eventsSince(seq).map(toPublicEvent);
    }
  };
}

function statusOf(state: SessionState): SessionProgress["status"] {
  const { type } = state.phase;
  return type === "completed" || type === "abandoned" ? type : "open";
}

function hasMoved(before: SessionState, after: SessionState): boolean {
  return before.current_index !== after.current_index || before.teaching_path.length !== after.teaching_path.length || statusOf(before) !== statusOf(after);
}

function readAccess(request: Request): Access | null {
  const header = request.headers.get(ACCESS_HEADER);
  return header ? (JSON.parse(header) as Access) : null;
}

function problem(error: ProtocolError): Response {
  const body = toProblem(error);
  return Response.json(body, { status: body.status, headers: { "content-type": "application/problem+json" } });
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : "unknown";
}
