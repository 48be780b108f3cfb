import type { Command } from "../protocol/client-frames.schema.ts";
import type { ProtocolError } from "../protocol/errors.ts";
import type { AckBody } from "../protocol/http.schema.ts";
import { toIso } from "../shared/clock.ts";
import { describeError } from "../shared/describe-error.ts";
import type { Logger } from "../shared/logger.ts";
import { err, ok, type Result } from "../shared/result.ts";
import type { SessionMaterial } from "./build-inputs.ts";
import { isSameCommand } from "./commands.ts";
import { type Effect, type EffectResult, pendingEffect } from "./effects.ts";
import { type EventBody, eventBodySchema, type SessionEvent } from "./events.schema.ts";
import { applyEvent } from "./fold.ts";
import type { AheadStore } from "./ahead.store.ts";
import { createGrowingMessage, type Delta } from "./growing-message.ts";
import { createLookAhead } from "./look-ahead.usecase.ts";
import { type Activity, type RunEffectDeps, runEffect } from "./run-effect.usecase.ts";
import type { CreateSession } from "./session-object.port.ts";
import type { SessionStore, StoredSession } from "./session.store.ts";
import type { SessionState } from "./state.schema.ts";
import type { DraftPiece } from "./stream-draft.ts";
import type { Turns } from "./turns.ts";
import { decideCommand, decideResult } from "./transition.ts";

export const NO_SESSION: ProtocolError = { code: "session_not_found", detail: "Check the address, or start a lesson from the shelf." };

/** Nodes whose material is kept parsed. */
const NODES_IN_MEMORY = 2;

export interface SessionEngineDeps extends RunEffectDeps {
  readonly logger: Logger;
  readonly store: SessionStore;
  readonly aheadStore: AheadStore;
  readonly turns: Turns;
  /** Events are stored when this is called; it tells whoever watches, and must not throw. */
  readonly onEvents: (events: readonly SessionEvent[], before: SessionState | null, after: SessionState) => void;
  readonly onActivity: Activity;
  /** Hears a message grow, where delivery streams; must not throw. */
  readonly onDelta: (delta: Delta) => void;
  /** Nothing is pending any more: the place to go on with what nobody waits for (`rest`). */
  readonly onQuiet: () => void;
  /** Called before the first effect of a run: the place to make sure that somebody goes on after a crash. */
  readonly onPending: () => Promise<void>;
  /** Nothing more is drafted ahead either: the place to settle accounts. Never rejects. */
  readonly settle: () => Promise<void>;
  /** An effect failed although none can; the session stays where it is and is tried again later. */
  readonly onStumble: () => void;
}

/** The session at work: accepts commands, runs the one pending effect, stores before it tells. Knows no sockets and no platform. */
export interface SessionEngine {
  current(): StoredSession | null;
  /** What was shown of the message that is being written, for whoever comes in the middle. */
  growing(): readonly Delta[];
  /** Reads what is stored and goes on with whatever is pending. */
  wake(): void;
  /** Makes the session; a second call changes nothing. */
  create(input: CreateSession): StoredSession;
  /** Records a command, or answers a repeated one as before. Synchronous up to the write: two requests cannot interleave here. */
  accept(command: Command): Result<AckBody, ProtocolError>;
  /** Lets the pending effect go on, joining whoever is at it already. Resolves when nothing is pending or the run stumbled; never rejects. */
  goOn(): Promise<void>;
  /** What can be done while the learner thinks: drafts the next message ahead, settles accounts. Never rejects, and nobody need wait for it. */
  rest(): Promise<void>;
}

/** Builds the engine over a store. */
export function createSessionEngine(deps: SessionEngineDeps): SessionEngine {
  const { store, clock, logger } = deps;
  let current: StoredSession | null = null;
  /** Material of the current node and of the one that is drafted ahead, the newest last. */
  const materials = new Map<string, SessionMaterial>();
  /** The turn lock: one run at a time. Calls to models are not guarded by the platform; this guards them. */
  let running: Promise<void> | null = null;
  let stopEffect = new AbortController();

  const growing = createGrowingMessage(deps.onDelta);
  const onPiece = (piece: DraftPiece): void => {
    if (current && isBeingWritten(current.state)) growing.add(piece);
  };
  const lookAhead = createLookAhead({ ...deps, store: deps.aheadStore, material: materialFor, onPiece });

  function materialFor(state: SessionState): SessionMaterial {
    const node = state.teaching_path[state.current_index];
    if (!node) return { outline: null, node: null };
    const known = materials.get(node.id);
    if (known) return known;
    const [any] = materials.values();
    const read = { outline: any ? any.outline : store.outline(), node: store.material(node.id) };
    for (const id of materials.keys()) if (materials.size >= NODES_IN_MEMORY) materials.delete(id);
    materials.set(node.id, read);
    return read;
  }

  function materialNow(): SessionMaterial {
    return current ? materialFor(current.state) : { outline: null, node: null };
  }

  /** Gives new events their place after the log's end, and folds them in. */
  function place(bodies: readonly EventBody[]): { events: SessionEvent[]; placed: StoredSession } {
    const at = toIso(clock.now());
    let state = current?.state ?? null;
    let seq = current?.seq ?? 0;
    const events: SessionEvent[] = [];
    for (const body of bodies) {
      seq += 1;
      // As it will be read back, order of keys included: nothing is stored that could not be read, and the log gives the snapshot byte for byte.
      const event: SessionEvent = { v: 1, seq, at, ...eventBodySchema.parse(body) };
      state = applyEvent(state, event);
      events.push(event);
    }
    if (!state) throw new Error("A session needs at least one event.");
    return { events, placed: { state, seq } };
  }

  /** Writes first, then moves on in memory, then tells: a failed write leaves everything as it was. */
  function append(bodies: readonly EventBody[], write: (events: readonly SessionEvent[], state: SessionState) => void): void {
    const before = current?.state ?? null;
    const { events, placed } = place(bodies);
    write(events, placed.state);
    current = placed;
    if (!isBeingWritten(placed.state)) growing.end();
    deps.onEvents(events, before, placed.state);
  }

  async function run(): Promise<void> {
    const end = deps.turns.begin();
    try {
      await deps.onPending();
      while (current) {
        const { state } = current;
        const effect = pendingEffect(state);
        if (!effect) return deps.onQuiet();
        stopEffect = new AbortController();
        const result = (await lookAhead.take(state, effect)) ?? (await runNow(state, effect));
        // The state may have moved while a model was asked: the decision looks at what is true now.
        const events = decideResult(current.state, result, { now: clock.now(), material: materialNow().node });
        if (events.length > 0) append(events, store.append);
      }
    } catch (error) {
      logger.error("turn_failed", { session_id: current?.state.session_id, reason: describeError(error) });
      deps.onStumble();
    } finally {
      // In the same breath as the last look at what is pending: whatever is accepted from here on starts a run of its own.
      running = null;
      end();
    }
  }

  async function runNow(state: SessionState, effect: Effect): Promise<EffectResult> {
    const work = runEffect(deps, {
      state,
      effect,
      material: materialNow(),
      pack: () => store.pack(),
      onActivity: deps.onActivity,
      onPiece,
      signal: stopEffect.signal,
      purpose: "turn",
    });
    const [result] = await Promise.all([work, effect.type === "evaluate" ? lookAhead.workAlongside(state, effect) : null]);
    return result;
  }

  function goOn(): Promise<void> {
    if (running) return running;
    if (!current || !pendingEffect(current.state)) return Promise.resolve();
    running = run();
    return running;
  }

  return {
    current: () => current,
    growing: growing.soFar,
    goOn,
    async rest() {
      if (current && !pendingEffect(current.state)) await lookAhead.prepareNext(current.state);
      await deps.settle();
    },
    wake() {
      current = store.load();
      void goOn();
    },
    create({ session_id, owner, lesson_context, settings, pack, masteries }) {
      if (!current) {
        const brought = masteries?.map((mastery) => ({ ...mastery, unassisted: { ...mastery.unassisted } }));
        const created: EventBody = {
          type: "session_created",
          session_id,
          ...owner,
          lesson_context,
          settings,
          ...(brought && { masteries: brought }),
        };
        append([created], (events, state) => store.create({ owner, pack, events, state }));
      }
      if (!current) throw new Error("The session was not stored.");
      return current;
    },
    accept(command) {
      if (!current) return err(NO_SESSION);
      try {
        const recorded = store.findByMessageId(command.message_id);
        if (recorded) {
          return isSameCommand(recorded, command)
            ? ok({ message_id: command.message_id, seq: recorded.seq })
            : err({ code: "message_id_reused", detail: "Use a new message id for each new thing you send." });
        }
        const decided = decideCommand(current.state, command, { now: clock.now(), material: materialNow().node });
        if (!decided.ok) return decided;
        const seq = current.seq + 1;
        append(decided.value, store.append);
        if (command.type === "abandon") {
          stopEffect.abort();
          lookAhead.stop();
        }
        return ok({ message_id: command.message_id, seq });
      } catch (error) {
        logger.error("command_failed", { session_id: current.state.session_id, command: command.type, reason: describeError(error) });
        return err({ code: "unavailable", detail: "This could not be stored just now. Nothing was changed; send it again." });
      }
    },
  };
}

/** Whether a tutor message is on its way that sentences could be shown of. */
function isBeingWritten({ phase }: SessionState): boolean {
  return phase.type === "drafting" || phase.type === "reviewing";
}
