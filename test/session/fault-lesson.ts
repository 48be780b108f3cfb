import type { ModelCall, Models } from "../../src/llm/models.port.ts";
import type { Command } from "../../src/protocol/client-frames.schema.ts";
import { isSameCommand, recordedMessageId } from "../../src/session/commands.ts";
import { pendingEffect } from "../../src/session/effects.ts";
import type { SessionEvent } from "../../src/session/events.schema.ts";
import { fold } from "../../src/session/fold.ts";
import type { SessionEngine } from "../../src/session/session-engine.usecase.ts";
import { createSessionStore } from "../../src/session/session.store.ts";
import type { SessionState } from "../../src/session/state.schema.ts";
import { createDice, type Dice } from "../crash/dice.ts";
import { chooseWords, drawMood } from "../crash/replies.ts";
import { createTestClock } from "../support/clock.ts";
import { createFixtureSession, openEngine } from "../support/open-engine.ts";
import { createTestStorage, type TestStorage } from "../support/sqlite-storage.ts";

/** When the power fails: right after the n-th write since it came on was stored, or around the n-th call to a model since then. */
export type Cut =
  | { readonly at: "write"; readonly nth: number }
  | { readonly at: "before_answer"; readonly nth: number }
  | { readonly at: "after_answer"; readonly nth: number };

export interface Faults {
  /** One after the other: the second counts from the moment at which the power came back after the first. */
  readonly cuts?: readonly Cut[];
  /** This write statement of the whole lesson throws; 0: none. */
  readonly failed_statement?: number;
  /** Called between any two steps of the learner and in every call to a model: what else comes in at that moment. Returns what was wrong about it. */
  readonly meanwhile?: (moment: Moment) => readonly string[];
  /** How long the machine stays off after a cut, ms. */
  readonly off_ms?: number;
}

export interface Moment {
  readonly engine: SessionEngine;
  /** Counts the moments of one lesson from 1. */
  readonly nth: number;
  /** Everything acknowledged to the learner so far, with its place. */
  readonly acks: ReadonlyMap<Command, number>;
}

export interface Played {
  readonly log: readonly SessionEvent[];
  /** The log and the snapshot as they lie in the database. */
  readonly bytes: string;
  readonly writes: number;
  readonly calls: number;
  readonly moments: number;
  /** Faults that really struck. */
  readonly struck: number;
  readonly violations: readonly string[];
}

/** More rounds than any lesson here needs: beyond them it would never end. */
const MAX_ROUNDS = 400;

/**
 * Plays one whole lesson over one database: learner, models and reviewer are drawn from the seed and the same for every set of faults, so that the log
 * after any fault can be compared with the log without. The learner sends a command again, with its id, until it is acknowledged.
 */
export async function playLesson(
  seed: number,
  { cuts = [], failed_statement = 0, meanwhile = () => [], off_ms = 0 }: Faults = {},
): Promise<Played> {
  const clock = createTestClock();
  const database = createTestStorage();
  const left = [...cuts];
  const violations: string[] = [];
  const learner = createLearner(seed);
  const count = { writes: 0, calls: 0, moments: 0, struck: 0 };
  const pause = (engine: SessionEngine): void => {
    count.moments += 1;
    violations.push(...meanwhile({ engine, nth: count.moments, acks: learner.acks }));
  };
  database.failWrite(failed_statement);

  let machine = powerOn();
  function powerOn(): { readonly power: Power; readonly engine: SessionEngine } {
    const power = createPower(left.shift() ?? null, count);
    const models: Models = {
      async answer(call) {
        power.called();
        if (!power.isOn()) await new Promise(() => {});
        pause(machine.engine);
        const answer = sayAnswer(seed, call);
        power.answered();
        return answer;
      },
      // Every call of a turn is counted here; what is drafted ahead has a test of its own.
      async worthAsking() {
        return false;
      },
      noteUsed() {},
    };
    return { power, engine: openEngine({ models, clock, storage: withPower(database, power) }).engine };
  }

  for (let round = 0; round < MAX_ROUNDS; round++) {
    if (!machine.power.isOn()) {
      count.struck += 1;
      clock.advance(off_ms);
      machine = powerOn();
    }
    const { power, engine } = machine;
    await Promise.race([engine.goOn(), power.failed]);
    if (!power.isOn()) continue;
    const state = engine.current()?.state;
    if (!state) {
      try {
        createFixtureSession(engine);
      } catch (error) {
        if (power.isOn() && !isInjected(error)) throw error;
        if (power.isOn()) count.struck += 1;
      }
      continue;
    }
    if (pendingEffect(state)) {
      // The run stumbled over a failed write; the watchdog would come by and go on, as the next round does.
      count.struck += 1;
      continue;
    }
    pause(engine);
    const now = engine.current()?.state ?? state;
    // Somebody else has said something in between.
    if (pendingEffect(now)) continue;
    const command = learner.next(now);
    if (!command) break;
    const answer = engine.accept(command);
    // Whatever a machine says that has no power, nobody hears.
    if (!power.isOn()) continue;
    if (answer.ok) learner.acknowledge(answer.value.seq);
    else if (answer.error.code === "unavailable") count.struck += 1;
    else violations.push(`${command.type} was refused: ${answer.error.code}`);
  }
  const log = readLog(database);
  violations.push(...checkLog(log, database, learner.acks));
  const bytes = JSON.stringify([database.rows("SELECT * FROM events ORDER BY seq"), database.rows("SELECT * FROM snapshot")]);
  return { log, bytes, violations, ...count };
}

interface Power {
  isOn(): boolean;
  /** Resolves when it fails. */
  readonly failed: Promise<void>;
  wrote(): void;
  called(): void;
  answered(): void;
}

function createPower(cut: Cut | null, count: { writes: number; calls: number }): Power {
  const failed = Promise.withResolvers<void>();
  const since = { write: 0, before_answer: 0, after_answer: 0 };
  let isOn = true;
  const pass = (at: Cut["at"]): void => {
    since[at] += 1;
    if (cut?.at !== at || cut.nth !== since[at]) return;
    isOn = false;
    failed.resolve();
  };
  return {
    isOn: () => isOn,
    failed: failed.promise,
    wrote() {
      count.writes += 1;
      pass("write");
    },
    called() {
      count.calls += 1;
      pass("before_answer");
    },
    answered: () => pass("after_answer"),
  };
}

/** Storage that does nothing more once the power has failed. */
function withPower(database: TestStorage, power: Power): TestStorage {
  const { sql } = database.storage;
  const check = (): void => {
    if (!power.isOn()) throw new Error("The power is off.");
  };
  const exec: typeof sql.exec = (query, ...bindings) => {
    check();
    return sql.exec(query, ...bindings);
  };
  const transactionSync = <T>(work: () => T): T => {
    check();
    const value = database.storage.transactionSync(work);
    power.wrote();
    return value;
  };
  return { ...database, storage: { sql: { exec }, transactionSync } as unknown as DurableObjectStorage };
}

/** A learner whose words follow from the question and from how far the lesson is, never from what went wrong on the way. */
function createLearner(seed: number): {
  next(state: SessionState): Command | null;
  acknowledge(seq: number): void;
  readonly acks: ReadonlyMap<Command, number>;
} {
  const acks = new Map<Command, number>();
  let outbox: Command | null = null;
  let said = 0;
  const decide = ({ phase, node, turn_number, current_index, teaching_path }: SessionState): Command | null => {
    const dice: Dice = createDice(seed).fork(`turn ${turn_number}, hint ${node.hint_level}`);
    const message_id = `message-${said}`;
    if (phase.type === "choosing_path") return { type: "choose_path", message_id, path_id: dice.pick(["1", "2"]) };
    if (phase.type !== "awaiting_reply") return null;
    const mood = drawMood(dice);
    const isClosing = current_index === teaching_path.length - 1;
    if (mood === "wants_hint" && !isClosing && node.hint_level < 3) return { type: "hint", message_id };
    return { type: "reply", message_id, text: chooseWords(mood === "wants_hint" ? "right" : mood, { question: node.question ?? "" }) };
  };
  return {
    acks,
    next(state) {
      if (outbox) return outbox;
      outbox = decide(state);
      return outbox;
    },
    acknowledge(seq) {
      if (outbox) acks.set(outbox, seq);
      outbox = null;
      said += 1;
    },
  };
}

/** A model that says what the embedded counterpart would, and a reviewer who sends about half of the drafts back. The same prompt gets the same answer. */
function sayAnswer<O>(seed: number, call: ModelCall<O>): Awaited<ReturnType<Models["answer"]>> & { output: O } {
  const { user } = call.prompt();
  const isModel = !call.embedded_only && call.deadline_ms > 0;
  const output = call.embedded();
  const isRefused = isModel && call.agent === "reviewer" && createDice(seed).fork(user).chance(0.5);
  const said = isRefused ? call.schema.safeParse({ ...output, approved: false, feedback: "Say it with another picture." }) : null;
  const kind = isModel ? ("model" as const) : ("embedded" as const);
  const late = call.deadline_ms <= 0;
  return {
    output: said?.success ? said.data : output,
    source: { kind, route: kind, late, attempts: [] },
    prompt_hash: null,
    cost_nanousd: 0,
  };
}

function readLog(database: TestStorage): SessionEvent[] {
  return database.rows("SELECT body FROM events ORDER BY seq").map(({ body }) => JSON.parse(String(body)) as SessionEvent);
}

function checkLog(log: readonly SessionEvent[], database: TestStorage, acks: ReadonlyMap<Command, number>): string[] {
  const violations: string[] = [];
  const [snapshot] = database.rows("SELECT seq, body FROM snapshot");
  if (snapshot && JSON.stringify(fold(log.slice(0, Number(snapshot["seq"])))) !== snapshot["body"])
    violations.push("folding the log does not give the snapshot");
  const loaded = createSessionStore(database.storage).load();
  if (JSON.stringify(loaded) !== JSON.stringify({ state: fold(log), seq: log.length }))
    violations.push("folding the log does not give what is loaded");
  if (log.some((event, at) => event.seq !== at + 1)) violations.push("the log has a gap");
  const ends = log.filter(({ type }) => type === "session_completed" || type === "session_abandoned");
  if (ends.length !== 1 || ends[0] !== log.at(-1)) violations.push(`the lesson did not end; it stands at ${log.at(-1)?.type}`);
  for (const [command, seq] of acks) {
    const event = log[seq - 1];
    const isThere = event !== undefined && recordedMessageId(event) === command.message_id && isSameCommand(event, command);
    if (!isThere) violations.push(`the acknowledged ${command.type} ${command.message_id} is not at seq ${seq}`);
  }
  const ids = log.map(recordedMessageId).filter((id) => id !== null);
  if (new Set(ids).size !== ids.length) violations.push("a message id is recorded twice");
  return violations;
}

function isInjected(error: unknown): boolean {
  return error instanceof Error && error.message.includes("injected");
}
