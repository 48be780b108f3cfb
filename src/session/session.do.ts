import { DurableObject } from "cloudflare:workers";
import { Lifecycle, type LifecycleJobContext } from "agents/lifecycle";
import { WebSockets } from "agents/websockets";
import type { Account, Payer } from "../llm/account.port.ts";
import { problemResponse } from "../identity/problem-response.ts";
import type { Command } from "../protocol/client-frames.schema.ts";
import type { ProtocolError } from "../protocol/errors.ts";
import type { AckBody, SessionBody, Snapshot } from "../protocol/http.schema.ts";
import type { Principal } from "../protocol/principal.ts";
import type { PublicEvent } from "../protocol/public-event.schema.ts";
import type { DeltaFrame } from "../protocol/server-frames.schema.ts";
import { toIso } from "../shared/clock.ts";
import { describeError } from "../shared/describe-error.ts";
import type { Logger } from "../shared/logger.ts";
import { err, ok, type Result } from "../shared/result.ts";
import { createAheadStore } from "./ahead.store.ts";
import { pendingEffect } from "./effects.ts";
import { createSessionGuard, type OpenGuard } from "./guard.store.ts";
import { createEventStreams, type EventStreams } from "./event-streams.adapter.ts";
import type { Delta } from "./growing-message.ts";
import { parseClientFrame } from "./parse-client-frame.schema.ts";
import { hasMoved, statusOf, toRegistryEntry } from "./registry-entry.ts";
import type { RunEffectDeps } from "./run-effect.usecase.ts";
import { createSessionEngine, NO_SESSION, type SessionEngine } from "./session-engine.usecase.ts";
import { ACCESS_HEADER, type Access, type CreateSession, type SessionObjectPort, type TaughtNode } from "./session-object.port.ts";
import type { SessionRegistry } from "./session-registry.repository.ts";
import { createSessionStore, type SessionStore, type StoredSession } from "./session.store.ts";
import { createSettleSoon } from "./settle-soon.usecase.ts";
import { createSocketRoom, type SocketRoom } from "./socket-room.adapter.ts";
import type { SessionState } from "./state.schema.ts";
import { type Learners, tellLearner } from "./tell-learner.usecase.ts";
import type { Turns } from "./turns.ts";
import { toPublicEvent, toPublicSession } from "./to-public.ts";

/** How long a pending effect may lie before the watchdog looks at it: longer than a turn may take. */
const RESUME_AFTER_MS = 60_000;
/** A watchdog that is due later than this from now need not be armed again: saves a write a turn. */
const RESUME_SLACK_MS = 30_000;
/** A turn that stumbled, most likely over a failed write, is tried again this soon; if it stumbles again, at the watchdog's pace. */
const RETRY_AFTER_MS = 1_000;
/** The watchdog doubles its pace with every vain attempt, up to this; an operator hears of a session that it could not get going. */
const GIVEN_UP_AFTER_MS = 60 * 60_000;
const ATTEMPTS_BEFORE_GIVING_UP = 6;
/** Longest wait for a call that is stopped because its session is erased. */
const STOPPED_CALL_MS = 1_000;
/** The registry hears of progress this soon; several steps within it become one write. */
const PUBLISH_AFTER_MS = 1_000;
/** While somebody it tells is away it tries again this soon, and doubles its pace up to the second: all sessions do so at once. */
const PUBLISH_RETRY_MS = 30_000;
const MAX_PUBLISH_RETRY_MS = 15 * 60_000;

export interface SessionObjectDeps extends Omit<RunEffectDeps, "account" | "guard"> {
  /** The purse of a session, kept in its object's own storage; absent where nobody counts. */
  readonly openAccount?: (storage: DurableObjectStorage, payer: Payer) => Account;
  /** Keeps what is personal from leaving for a provider; absent where nobody is asked. */
  readonly openGuard?: OpenGuard;
  readonly logger: Logger;
  /** One for all sessions of an isolate. */
  readonly turns: Turns;
  /** Hears of progress; may be down, and is then told again. */
  readonly registry: Pick<SessionRegistry, "saveSession">;
  /** Hear what answers say about their learner; may be down, and are then told again. */
  readonly learners: Learners;
}

/**
 * Makes the session's Durable Object class: a shell that joins the engine to sockets, streams, RPC and the one alarm. It decides nothing
 * (`transition.ts` does) and remembers nothing that the store does not hold.
 */
export function createSessionObject<Env extends object>(makeDeps: (env: Env) => SessionObjectDeps) {
  return class SessionObject extends DurableObject<Env> implements SessionObjectPort {
    readonly #deps: SessionObjectDeps;
    readonly #store: SessionStore;
    readonly #engine: SessionEngine;
    readonly #room: SocketRoom;
    readonly #streams: EventStreams = createEventStreams();
    readonly lifecycle: Lifecycle<Env>;
    #account: Account | null = null;
    #resumeDueAt = 0;
    #hasStumbled = false;
    #isErased = false;

    constructor(ctx: DurableObjectState, env: Env) {
      super(ctx, env);
      this.#deps = makeDeps(env);
      this.#store = createSessionStore(ctx.storage);
      const sockets = new WebSockets({
        protocol: false,
        handlers: {
          onMessage: (connection, message) => this.#onFrame(connection, message),
          onClose: (connection) => this.#room.leave(connection),
        },
      });
      this.#room = createSocketRoom(sockets);
      this.#engine = createSessionEngine({
        ...this.#deps,
        store: this.#store,
        aheadStore: createAheadStore(ctx.storage),
        account: () => this.#openAccount(),
        guard: createSessionGuard({
          storage: ctx.storage,
          openGuard: this.#deps.openGuard,
          pack: () => this.#store.pack(),
          state: () => this.#engine.current()?.state ?? null,
        }),
        onQuiet: () => ctx.waitUntil(this.#engine.rest()),
        onEvents: (events, before, after) => {
          this.#hasStumbled = false;
          for (const event of events.map(toPublicEvent)) {
            this.#room.broadcast({ v: 1, type: "event", seq: event.seq, event });
            this.#streams.push(event);
          }
          if (before && hasMoved(before, after)) ctx.waitUntil(this.#schedulePublish());
          // Whoever has finished looks at what they know next, or asks for another review: it should not be what was known before.
          if (statusOf(after) !== "open") ctx.waitUntil(this.#tell());
        },
        onActivity: (agent, status) => this.#room.broadcast({ v: 1, type: "activity", agent, status }),
        onDelta: (delta) => {
          const frame = toFrame(delta);
          this.#room.broadcast(frame);
          this.#streams.pushDelta(frame);
        },
        onPending: () => this.#armWatchdog(),
        settle: createSettleSoon({ account: () => (this.#isErased ? undefined : this.#openAccount()), wait: (ms) => scheduler.wait(ms) }),
        onStumble: () => this.#afterStumble(),
      });
      this.lifecycle = Lifecycle.install<Env>(this).use(sockets);
      // Answered by the platform without waking the object.
      ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
    }

    /** After a crash, an eviction or a deploy: what was pending is derived from the stored state and goes on. */
    onStart(): void {
      this.#engine.wake();
    }

    /**
     * Sockets and streams. Strangers and used tickets are refused before one is opened. What goes wrong is answered here, because the lifecycle answers
     * with a stack trace.
     */
    override async fetch(request: Request): Promise<Response> {
      try {
        await this.lifecycle.start();
        const refusal = this.#refuse(request);
        if (refusal) return refusal;
        if (request.headers.get("upgrade") === "websocket") return await this.lifecycle.fetch(request);
        this.#goOn();
        const since = Number(new URL(request.url).searchParams.get("since"));
        const stream = this.#streams.open(this.#eventsSince(since), this.#engine.growing().map(toFrame), request.signal);
        return stream ?? problemResponse({ code: "too_many_requests", detail: "Close another page that watches this session." });
      } catch (error) {
        this.#deps.logger.error("connection_failed", { object: this.ctx.id.name, reason: describeError(error) });
        return problemResponse({ code: "internal", detail: "The session could not be opened; try again in a moment." });
      }
    }

    async create(input: CreateSession): Promise<SessionBody> {
      await this.lifecycle.start();
      const body = toBody(this.#engine.create(input));
      this.#goOn();
      return body;
    }

    async read(principal: Principal): Promise<Result<SessionBody, ProtocolError>> {
      return await this.#forOwner(principal, toBody);
    }

    async readSnapshot(principal: Principal): Promise<Result<Snapshot, ProtocolError>> {
      return await this.#forOwner(principal, (session) => ({ ...toBody(session), events: this.#eventsSince(0) }));
    }

    async readEvents(principal: Principal, since: number): Promise<Result<{ seq: number; events: PublicEvent[] }, ProtocolError>> {
      return await this.#forOwner(principal, ({ seq }) => ({ seq, events: this.#eventsSince(since) }));
    }

    async command(principal: Principal, command: Command): Promise<Result<AckBody, ProtocolError>> {
      const accepted = await this.#forOwner(principal, () => this.#accept(command));
      return accepted.ok ? accepted.value : accepted;
    }

    async readNode(principal: Principal, nodeId: string): Promise<Result<TaughtNode | null, ProtocolError>> {
      return await this.#forOwner(principal, () => {
        const [outline, node] = [this.#store.outline(), this.#store.material(nodeId)];
        return outline && node ? { outline, node } : null;
      });
    }

    async erase(principal: Principal): Promise<Result<null, ProtocolError>> {
      // A log that cannot be read any more is its owner's all the same, and goes like any other.
      await this.lifecycle.start().catch((error: unknown) => {
        this.#deps.logger.error("erased_unread", { object: this.ctx.id.name, reason: describeError(error) });
      });
      if (!this.#isOwner(principal)) return err(NO_SESSION);
      // From here on nothing that is still under way writes, tells or comes back.
      this.#isErased = true;
      const message_id = `erase-${this.#deps.clock.now()}`;
      this.#engine.accept({ type: "abandon", message_id });
      this.#room.close();
      this.#streams.close();
      await this.#settleForGood();
      await this.ctx.storage.deleteAll();
      return ok(null);
    }

    async onJob({ job }: LifecycleJobContext): Promise<void> {
      if (this.#isErased) return;
      if (job.fn === "publish") return await this.#publish(readAttempts(job.payload));
      this.#resumeDueAt = 0;
      await this.#engine.goOn();
      // This job follows every turn, also one that a crash cut short: what was answered since the last step forward is told now, and whoever was cut off in
      // the middle of a call to a model finds it in the purse.
      const isSettled = await this.#settleUp();
      if (!(await this.#tell()) || !isSettled) await this.#schedulePublish(PUBLISH_RETRY_MS);
      const session = this.#engine.current();
      if (!session || !pendingEffect(session.state)) return;
      const attempts = readAttempts(job.payload) + 1;
      if (attempts === ATTEMPTS_BEFORE_GIVING_UP)
        this.#deps.logger.error("turn_given_up", { session_id: session.state.session_id, attempts });
      await this.#resumeIn(Math.min(RESUME_AFTER_MS * 2 ** (attempts - 1), GIVEN_UP_AFTER_MS), attempts);
    }

    #onFrame(connection: Parameters<SocketRoom["send"]>[0], message: string | ArrayBuffer | ArrayBufferView): void {
      if (this.#room.isFlooding(connection, this.#deps.clock.now())) return;
      const frame = parseClientFrame(message);
      const session = this.#engine.current();
      if (!frame.ok) return this.#room.send(connection, this.#room.errorFrame(frame.error, frame.error.message_id));
      if (!session) return this.#room.send(connection, this.#room.errorFrame(NO_SESSION, null));
      if (frame.value.type === "hello") {
        // One synchronous block: nothing can be appended between the suffix and the first live event.
        this.#room.send(connection, { v: 1, type: "hello", session: toPublicSession(session.state), seq: session.seq });
        for (const event of this.#eventsSince(frame.value.since))
          this.#room.send(connection, { v: 1, type: "event", seq: event.seq, event });
        for (const delta of this.#engine.growing()) this.#room.send(connection, toFrame(delta));
        this.#room.join(connection);
        return this.#goOn();
      }
      const { v: _v, ...command } = frame.value;
      const accepted = this.#accept(command);
      this.#room.send(
        connection,
        accepted.ok ? { v: 1, type: "ack", ...accepted.value } : this.#room.errorFrame(accepted.error, command.message_id),
      );
    }

    #accept(command: Command): Result<AckBody, ProtocolError> {
      const accepted = this.#engine.accept(command);
      if (accepted.ok) this.#goOn();
      return accepted;
    }

    #openAccount(): Account | undefined {
      if (this.#account || !this.#deps.openAccount) return this.#account ?? undefined;
      const owner = this.#store.owner();
      const state = this.#engine.current()?.state;
      if (!owner || !state) return undefined;
      const { session_id, lesson_context } = state;
      this.#account = this.#deps.openAccount(this.ctx.storage, { ...owner, session_id, course_id: lesson_context.lesson_id });
      return this.#account;
    }

    #goOn(): void {
      this.ctx.waitUntil(this.#engine.goOn());
    }

    async #armWatchdog(): Promise<void> {
      if (this.#resumeDueAt - this.#deps.clock.now() > RESUME_SLACK_MS) return;
      await this.#resumeIn(RESUME_AFTER_MS);
    }

    async #resumeIn(ms: number, attempts = 0): Promise<void> {
      if (this.#isErased) return;
      const time = this.#deps.clock.now() + ms;
      await this.lifecycle.jobs.push({ id: "resume", fn: "resume", time, payload: { attempts } });
      this.#resumeDueAt = time;
    }

    #afterStumble(): void {
      this.#room.broadcast(
        this.#room.errorFrame({ code: "internal", detail: "Your answer is safe; the tutor goes on in a moment." }, null),
      );
      const wait = this.#hasStumbled ? RESUME_AFTER_MS : RETRY_AFTER_MS;
      this.#hasStumbled = true;
      this.ctx.waitUntil(
        this.#resumeIn(wait).catch((error: unknown) => {
          this.#deps.logger.error("watchdog_failed", { object: this.ctx.id.name, reason: describeError(error) });
        }),
      );
    }

    /** `attempts`: how often it was tried in vain. */
    async #schedulePublish(ms = PUBLISH_AFTER_MS, attempts = 0): Promise<void> {
      if (this.#isErased) return;
      await this.lifecycle.jobs.push({ id: "publish", fn: "publish", time: this.#deps.clock.now() + ms, payload: { attempts } });
    }

    /** Tells ledger and records what they do not know yet; false when they could not be told. Free when there is nothing to tell. */
    async #settleUp(): Promise<boolean> {
      const account = this.#openAccount();
      await account?.checkIn();
      return account?.isEven() ?? true;
    }

    /**
     * Tells what models have cost before it is forgotten: otherwise who begins and erases, over and over, would pass every cap. A call that is stopped in the
     * middle is given a moment to say what it came to.
     */
    async #settleForGood(): Promise<void> {
      try {
        await Promise.race([this.#engine.goOn(), scheduler.wait(STOPPED_CALL_MS)]);
        if (await this.#settleUp()) return;
        this.#deps.logger.warn("erased_untold", { object: this.ctx.id.name });
      } catch (error) {
        this.#deps.logger.error("erased_unsettled", { object: this.ctx.id.name, reason: describeError(error) });
      }
    }

    /** Whether the learner's object knows all that was answered here. */
    async #tell(): Promise<boolean> {
      if (this.#isErased) return true;
      try {
        await tellLearner({ ...this.#deps, store: this.#store });
        return true;
      } catch (error) {
        this.#deps.logger.warn("tell_failed", { object: this.ctx.id.name, reason: describeError(error) });
        return false;
      }
    }

    async #publish(attempts: number): Promise<void> {
      const owner = this.#store.owner();
      const state = this.#engine.current()?.state;
      if (!owner || !state) return;
      const isSettled = await this.#settleUp();
      const isTold = await this.#tell();
      // Erased while the others were told: the registry must not hear of it again.
      if (this.#isErased) return;
      const isEntered = await this.#enter(owner, state);
      if (isSettled && isTold && isEntered) return;
      await this.#schedulePublish(Math.min(PUBLISH_RETRY_MS * 2 ** attempts, MAX_PUBLISH_RETRY_MS), attempts + 1);
    }

    /** Whether the registry knows where the session stands. */
    async #enter(owner: Principal, state: SessionState): Promise<boolean> {
      const { session_id } = state;
      try {
        await this.#deps.registry.saveSession({ session_id, ...owner, ...toRegistryEntry(state, toIso(this.#deps.clock.now())) });
        return true;
      } catch (error) {
        this.#deps.logger.warn("publish_failed", { session_id, reason: describeError(error) });
        return false;
      }
    }

    /** Why a socket or stream may not be opened; undefined when it may. */
    #refuse(request: Request): Response | undefined {
      const header = request.headers.get(ACCESS_HEADER);
      // Our own routes wrote it: this object has no other door.
      const access = header === null ? null : (JSON.parse(header) as Access);
      if (!access || !this.#isOwner(access.principal)) return problemResponse(NO_SESSION);
      const { ticket } = access;
      if (ticket && !this.#store.useTicket(ticket.jti, ticket.expires_at_ms, this.#deps.clock.now())) {
        return problemResponse({ code: "ticket_invalid", detail: "A ticket opens one connection; ask for a new one." });
      }
      return undefined;
    }

    async #forOwner<T>(principal: Principal, answer: (session: StoredSession) => T): Promise<Result<T, ProtocolError>> {
      await this.lifecycle.start();
      const session = this.#engine.current();
      return session && this.#isOwner(principal) ? ok(answer(session)) : err(NO_SESSION);
    }

    #isOwner(principal: Principal): boolean {
      if (this.#isErased) return false;
      const owner = this.#store.owner();
      return owner !== null && owner.tenant_id === principal.tenant_id && owner.learner_id === principal.learner_id;
    }

    #eventsSince(seq: number): PublicEvent[] {
      return this.#store.eventsSince(seq).map(toPublicEvent);
    }
  };
}

function toFrame(delta: Delta): DeltaFrame {
  return { v: 1, type: "delta", ...delta };
}

function toBody({ state, seq }: StoredSession): SessionBody {
  return { session: toPublicSession(state), seq };
}

/** How often the watchdog has tried in vain, as its job remembers. */
function readAttempts(payload: unknown): number {
  const attempts = typeof payload === "object" && payload !== null && "attempts" in payload ? payload.attempts : 0;
  return typeof attempts === "number" ? attempts : 0;
}
