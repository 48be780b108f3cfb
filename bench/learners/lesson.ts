import { AGENTS } from "../../src/agents/roster.agent.ts";
import type { Evaluation } from "../../src/agents/evaluator/evaluator.schema.ts";
import type { Item, Pack, PackNode } from "../../src/curriculum/pack.schema.ts";
import type { Answer } from "../../src/learners/evidence.schema.ts";
import { type SkillMastery, startMastery, takeAnswer } from "../../src/learners/mastery.ts";
import type { Models } from "../../src/llm/models.port.ts";
import type { PublicEvaluation } from "../../src/protocol/public-event.schema.ts";
import type { Command } from "../../src/protocol/client-frames.schema.ts";
import { evidenceOf } from "../../src/session/evidence-of.ts";
import { copyPack } from "../../src/session/pack-copy.ts";
import type { EventBody, SessionEvent } from "../../src/session/events.schema.ts";
import { applyEvent } from "../../src/session/fold.ts";
import { buildTutorInput, type SessionMaterial } from "../../src/session/build-inputs.ts";
import { type Effect, type EffectResult, pendingEffect } from "../../src/session/effects.ts";
import { runEffect } from "../../src/session/run-effect.usecase.ts";
import type { SessionState } from "../../src/session/state.schema.ts";
import { decideCommand, decideResult, findItem, SET_ASIDE_FROM_ROUND } from "../../src/session/transition.ts";
import { createTestClock } from "../../test/support/clock.ts";
import { EMBEDDED_ONLY } from "../../test/support/embedded-only.ts";
import { openEngine } from "../../test/support/open-engine.ts";
import { createTestStorage } from "../../test/support/sqlite-storage.ts";
import type { Shown } from "./learner.ts";
import type { Policy } from "./policy.ts";

/** A reply as the product judged it. */
export interface Judged {
  readonly evaluation: Evaluation;
  /** The id of the misconception whose feedback the learner was shown. */
  readonly corrected: string | null;
  /** Whether the lesson went on to the next node, and what is believed of the skill of the node that it was about. */
  readonly advanced: boolean;
  readonly reason: PublicEvaluation["advance_reason"];
  readonly mastery: SkillMastery;
  /** The evidence that the reply gave, if any. */
  readonly answer: Answer | null;
}

/** A lesson as a learner in code takes it. */
export interface Lesson {
  /** What is on the table; null when the lesson is over. */
  shown(): Shown | null;
  wait(ms: number): void;
  reply(text: string): Promise<Judged>;
  hint(): Promise<void>;
  setAside(): Promise<void>;
  readonly log: () => readonly SessionEvent[];
  /** What the learner's object believes by now. */
  readonly masteries: () => readonly SkillMastery[];
}

/** As many words as an explanation usually has, so that reading takes its time. */
const TERSE = "word ".repeat(60).trim();
const DEADLINES = { effect_ms: 20_000, turn_ms: 45_000 };
const OWNER = { tenant_id: "ten_public", learner_id: "lrn_simulated" } as const;

export interface Terms {
  /** The tutor's explanations are left out, and so is their review: strategy, question and judgement are the same, in a fifth of the time. */
  readonly isTerse?: boolean;
  /** Who is asked; the embedded agents where nobody is named. */
  readonly models?: Models;
  /** What earlier lessons have made the learner's object believe. */
  readonly brought?: readonly SkillMastery[];
}

interface Driver {
  readonly state: () => SessionState;
  readonly log: () => readonly SessionEvent[];
  send(command: Command): Promise<void>;
}

/** A lesson with the real engine over SQLite. Only for policies of the product's own. */
export async function openEngineLesson(pack: Pack, { advance }: Policy, { brought = [] }: Terms = {}): Promise<Lesson> {
  const clock = createTestClock();
  const log: SessionEvent[] = [];
  const { engine } = openEngine({ models: EMBEDDED_ONLY, clock, storage: createTestStorage(), onEvents: (events) => log.push(...events) });
  engine.create({
    ...createdFrom(pack, advance),
    owner: OWNER,
    pack: copyPack(pack),
    ...(advance === "mastery" && { masteries: brought }),
  });
  await engine.goOn();
  const state = (): SessionState => {
    const current = engine.current();
    if (!current) throw new Error("There is no session.");
    return current.state;
  };
  const driver: Driver = {
    state,
    log: () => log,
    async send(command) {
      const accepted = engine.accept(command);
      if (!accepted.ok) throw new Error(`${command.type} was refused: ${accepted.error.detail}`);
      await engine.goOn();
    },
  };
  return start(pack, driver, clock, brought);
}

/**
 * A lesson with the session's own decisions, fold, effects and agents, held in memory, where a policy may decide whether it goes on and what is asked next.
 * Without a policy it is the engine's lesson without its storage.
 */
export async function openCoreLesson(
  pack: Pack,
  { advance, decide }: Policy,
  { isTerse = false, brought = [], models = EMBEDDED_ONLY }: Terms = {},
): Promise<Lesson> {
  const clock = createTestClock();
  const log: SessionEvent[] = [];
  let current: SessionState | null = null;
  let chosen: Item | null = null;
  let tries = 0;

  const state = (): SessionState => {
    if (!current) throw new Error("There is no session.");
    return current;
  };
  const nodeNow = (): PackNode | null => nodeOf(pack, state());
  const append = (bodies: readonly EventBody[]): void => {
    for (const body of bodies) {
      const event: SessionEvent = { v: 1, seq: log.length + 1, at: new Date(clock.now()).toISOString(), ...body };
      current = applyEvent(current, event);
      log.push(event);
    }
  };

  /** What the policy makes of a judgement: the pointer moves when it says so, and only then. */
  function judged(body: EventBody & { type: "reply_evaluated" }): void {
    const node = nodeNow();
    if (!decide || !node) return append([body]);
    const item = findItem(node, state().node.item_id);
    if (body.evaluation.user_intent !== "ask_question" && item?.role !== "step") tries += 1;
    const decision = decide({ node, item, evaluation: body.evaluation, tries });
    append([{ ...body, evaluation: { ...body.evaluation, should_advance: decision.advance } }]);
    chosen = decision.item;
    if (decision.advance) tries = 0;
    const { evaluation } = body.evaluation;
    // A right answer that does not go on is practice: the ladder of help begins anew.
    if (!decision.advance && evaluation === "correct" && item?.role !== "step" && current)
      current = { ...current, node: { ...current.node, remediation_round: 0, points_met: [], made_progress: false } };
    // The product's word is what the learner hears and what is written down as evidence.
    if (current) current = { ...current, last_evaluation: { ...body.evaluation, should_advance: decision.advance } };
  }

  async function goOn(): Promise<void> {
    for (let effect = pendingEffect(state()); effect; effect = pendingEffect(state())) {
      const node = nodeNow();
      const only = chosen;
      const given = node && only && effect.type !== "evaluate" ? { ...node, items: [only] } : node;
      const { nodes: _, ...outline } = pack;
      const material = { outline, node: given };
      const inShort = isTerse ? skipWords(state(), effect, material) : null;
      const rest = { pack: () => pack, onActivity() {}, onPiece() {}, signal: new AbortController().signal, purpose: "turn" } as const;
      const result =
        inShort ??
        (await runEffect({ models, agents: AGENTS, clock, deadlines: DEADLINES }, { state: state(), effect, material, ...rest }));
      for (const body of decideResult(state(), result, { now: clock.now(), material: node })) {
        if (body.type === "reply_evaluated") judged(body);
        else if (body.type !== "session_completed" || !decide) append([body]);
        if (body.type === "tutor_delivered") chosen = null;
      }
    }
  }

  const masteries = brought.map((mastery) => ({ ...mastery, unassisted: { ...mastery.unassisted } }));
  append([{ type: "session_created", ...createdFrom(pack, advance), ...OWNER, ...(advance === "mastery" && { masteries }) }]);
  await goOn();
  const driver: Driver = {
    state,
    log: () => log,
    async send(command) {
      const decided = decideCommand(state(), command, { now: clock.now(), material: nodeNow() });
      if (!decided.ok) throw new Error(`${command.type} was refused: ${decided.error.detail}`);
      if (command.type === "set_aside") tries = 0;
      append(decided.value);
      await goOn();
    },
  };
  return start(pack, driver, clock, brought);
}

/** A draft of strategy and question alone, approved; null for what is not about the tutor's words. */
function skipWords(state: SessionState, { type, effect_seq }: Effect, material: SessionMaterial): EffectResult | null {
  const head = {
    effect_seq,
    source: { kind: "embedded", route: "embedded", late: false, attempts: [] },
    corrections: [],
    prompt_hash: null,
  } as const;
  const rest = { ...head, source: { ...head.source, attempts: [] }, corrections: [] };
  if (type === "review") return { type: "review", ...rest, approved: true, feedback: "", principles: null, findings: [] };
  if (type !== "draft" || state.phase.type !== "drafting") return null;
  const { item, strategy } = buildTutorInput(state, state.phase, material);
  if (!item) return null;
  return {
    type: "draft",
    ...rest,
    draft: { teaching: TERSE, question: item.prompt, citations: [], hints: [], item_id: item.id, strategy },
  };
}

async function start(
  pack: Pack,
  driver: Driver,
  clock: ReturnType<typeof createTestClock>,
  brought: readonly SkillMastery[],
): Promise<Lesson> {
  const told = tellAnswers(pack, brought);
  let sent = 0;
  const nextId = (): string => `message-${sent++}`;
  const [path] = driver.state().paths;
  await driver.send({ type: "choose_path", message_id: nextId(), path_id: path?.id ?? "1" });

  return {
    log: driver.log,
    masteries: told.masteries,
    wait: (ms) => clock.advance(Math.max(0, Math.round(ms))),
    shown() {
      const state = driver.state();
      const node = nodeOf(pack, state);
      const item = findItem(node, state.node.item_id);
      if (state.phase.type !== "awaiting_reply" || !node || !item) return null;
      const delivered = driver.log().findLast((event) => event.type === "tutor_delivered");
      if (delivered?.type !== "tutor_delivered") return null;
      return {
        seq: delivered.seq,
        node,
        item,
        strategy: delivered.strategy,
        reason: delivered.reason,
        teaching: delivered.teaching,
        hints_left: delivered.hints_total - state.node.hint_level,
        may_set_aside: state.node.remediation_round >= SET_ASIDE_FROM_ROUND,
        round: state.node.remediation_round,
      };
    },
    async reply(text) {
      const { current_index } = driver.state();
      const node = nodeOf(pack, driver.state());
      if (!node) throw new Error("There is no node to answer about.");
      await driver.send({ type: "reply", message_id: nextId(), text });
      const event = driver.log().findLast((one) => one.type === "reply_evaluated");
      if (event?.type !== "reply_evaluated") throw new Error("A reply was not judged.");
      const { mastery, answers } = told.takeIn(driver.log(), node);
      const after = driver.state();
      const shownFeedback = event.verdict.misconception !== null;
      return {
        evaluation: event.evaluation,
        corrected: shownFeedback ? event.evaluation.misconception_id : null,
        advanced: after.current_index !== current_index || after.phase.type === "completed",
        reason: event.verdict.advance_reason,
        mastery,
        answer: answers.findLast(({ id }) => id.endsWith(`:${event.seq}`)) ?? null,
      };
    },
    hint: () => driver.send({ type: "hint", message_id: nextId() }),
    setAside: () => driver.send({ type: "set_aside", message_id: nextId() }),
  };
}

/** Folds a log's evidence as the learner's own object would, each answer once. */
function tellAnswers(pack: Pack, brought: readonly SkillMastery[]) {
  const skills = new Map(brought.map((mastery) => [mastery.skill, mastery]));
  const heard = new Map<string, Answer>();
  let since = 0;
  return {
    masteries: () => [...skills.values()],
    takeIn(log: readonly SessionEvent[], node: PackNode): { readonly mastery: SkillMastery; readonly answers: readonly Answer[] } {
      // Reading a log begins at its beginning each time: not without a reason.
      const isNew = log.some(({ type, seq }) => type === "reply_evaluated" && seq > since);
      for (const { answer } of !isNew ? [] : evidenceOf(log, (id) => pack.nodes.find((one) => one.id === id) ?? null, since)) {
        heard.set(answer.id, answer);
        skills.set(answer.skill, takeAnswer(skills.get(answer.skill) ?? startMastery(answer.skill), answer));
      }
      since = Math.max(since, log.at(-1)?.seq ?? 0);
      const mastery = skills.get(node.skill) ?? startMastery(node.skill);
      return { mastery, answers: [...heard.values()].filter(({ node_id }) => node_id === node.id) };
    },
  };
}

function createdFrom({ version, id, title, objectives, language }: Pack, advance: Policy["advance"]) {
  return {
    session_id: "ses_simulated" as const,
    lesson_context: { lesson_id: `les_${id}`, title, objectives, language, basis: "pack" as const, pack: { id, version } },
    settings: { advance, max_retries: 3, delivery: "gate" as const },
  };
}

function nodeOf(pack: Pack, state: SessionState): PackNode | null {
  const id = state.teaching_path[state.current_index]?.id;
  return pack.nodes.find((node) => node.id === id) ?? null;
}
