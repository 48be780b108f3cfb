import { AGENTS } from "../../src/agents/roster.agent.ts";
import type { Pack } from "../../src/curriculum/pack.schema.ts";
import type { SkillMastery } from "../../src/learners/mastery.ts";
import type { Account } from "../../src/llm/account.port.ts";
import type { Models } from "../../src/llm/models.port.ts";
import type { Settings } from "../../src/protocol/lesson.schema.ts";
import type { Clock } from "../../src/shared/clock.ts";
import type { CourseSources } from "../../src/session/course-sources.port.ts";
import type { Deadlines } from "../../src/session/run-effect.usecase.ts";
import type { Delta } from "../../src/session/growing-message.ts";
import type { SessionEvent } from "../../src/session/events.schema.ts";
import { createSessionEngine, type SessionEngine } from "../../src/session/session-engine.usecase.ts";
import { createTurns, type Turns } from "../../src/session/turns.ts";
import { createAheadStore } from "../../src/session/ahead.store.ts";
import { copyPack } from "../../src/session/pack-copy.ts";
import { createSessionStore, type SessionStore } from "../../src/session/session.store.ts";
import { fixturePack } from "./fixture-pack.ts";
import type { TestStorage } from "./sqlite-storage.ts";

export interface OpenEngine {
  readonly models: Models;
  readonly clock: Clock;
  readonly storage: TestStorage;
  readonly deadlines?: Deadlines;
  /** Who pays; absent: nobody counts. */
  readonly account?: Account;
  /** The turns of the isolate; absent: nobody else is there. */
  readonly turns?: Turns;
  /** The documents of the lesson's course; absent: it has none. */
  readonly sources?: CourseSources;
  readonly onDelta?: (delta: Delta) => void;
  readonly onEvents?: (events: readonly SessionEvent[]) => void;
}

/** The real engine, store and agents over test storage; opening it again over the same storage is what a crash and a restart look like. */
export function openEngine({
  models,
  clock,
  storage,
  deadlines = { effect_ms: 20_000, turn_ms: 45_000 },
  onEvents = () => {},
  onDelta = () => {},
  account,
  sources,
  turns = createTurns(),
}: OpenEngine): { engine: SessionEngine; store: SessionStore } {
  const store = createSessionStore(storage.storage);
  const engine = createSessionEngine({
    models,
    agents: AGENTS,
    clock,
    deadlines,
    logger: { info() {}, warn() {}, error() {} },
    store,
    aheadStore: createAheadStore(storage.storage),
    account: () => account,
    turns,
    ...(sources && { sources }),
    onEvents,
    onQuiet() {},
    onActivity() {},
    onDelta,
    onPending: async () => {},
    settle: async () => await account?.checkIn(),
    onStumble() {},
  });
  engine.wake();
  return { engine, store };
}

/** Makes a session of the fixture pack (or another) in an engine. */
export function createFixtureSession(
  engine: SessionEngine,
  pack: Pack = fixturePack,
  delivery: Settings["delivery"] = "gate",
  advance: Settings["advance"] = "evaluator",
  masteries?: readonly SkillMastery[],
): void {
  const { version, id, title, objectives, language } = pack;
  engine.create({
    session_id: "ses_fixture",
    owner: { tenant_id: "ten_public", learner_id: "lrn_fixture" },
    lesson_context: { lesson_id: "les_fixture", title, objectives, language, basis: "pack", pack: { id, version } },
    settings: { advance, max_retries: 3, delivery },
    pack: copyPack(pack),
    masteries,
  });
}
