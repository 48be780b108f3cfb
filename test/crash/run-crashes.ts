import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Pack } from "../../src/curriculum/pack.schema.ts";
import type { PublicEvent } from "../../src/protocol/public-event.schema.ts";
import { startFaultModelServer } from "../support/fault-model-server.ts";
import { fixturePack } from "../support/fixture-pack.ts";
import { checkClient } from "./check-client.ts";
import { checkMoney } from "./check-money.ts";
import { checkFalls, checkRequests, checkStored, type Fall, traceFalls } from "./check-store.ts";
import { checkTold } from "./check-told.ts";
import { createCrashableWorker } from "./crashable-worker.ts";
import { createDice } from "./dice.ts";
import { type Lesson, type Moment, startLesson } from "./learner.ts";
import { createScriptedModel } from "./scripted-model.ts";
import { readStoredSessions } from "./stored-session.ts";
import { drawStrike, isMoment, type Strike } from "./strike.ts";

export interface CrashRun {
  readonly seed: number;
  readonly kills: number;
}

export interface CrashReport extends CrashRun {
  readonly violations: readonly string[];
  /** A case is one session that was in the middle of its lesson when the Worker was killed. */
  readonly cases: number;
  readonly falls: readonly Fall[];
  readonly restarts_ms: readonly number[];
  readonly sessions: number;
  readonly connections: number;
  readonly acks: number;
  readonly model_requests: number;
  /** Where the state lies when there is something to look at. */
  readonly state_path: string | null;
}

/** Learners at once; the last of them has no sockets. */
const LEARNERS = 4;
/** A moment that does not come ends the wait for it: then the kill comes anyway. */
const WAIT_MS = 1_000;
/** After the last kill every lesson has to end within this. */
const END_WITHIN_MS = 30_000;

/** Kills a real Worker so many times while learners are at their lessons, lets the lessons end, and checks what everybody saw. */
export async function runCrashes({ seed, kills }: CrashRun): Promise<CrashReport> {
  const dice = createDice(seed);
  const statePath = mkdtempSync(join(tmpdir(), "cairn-crash-"));
  const worker = await createCrashableWorker(statePath);
  const server = await startFaultModelServer();
  let armed: { readonly moment: Moment; left: number; readonly strike: () => void } | null = null;
  const onMoment = (seen: Moment): void => {
    if (!armed || !isMoment(armed.moment, seen)) return;
    armed.left -= 1;
    if (armed.left === 0) armed.strike();
  };
  const model = createScriptedModel(dice.fork("model"), (agent) => onMoment({ type: "call", agent }));
  server.setAnswers(model.answer);
  const withModels = { LLM_BASE_URL: server.url, LLM_MODEL: "scripted" };

  /** Waits for the moment of a strike and kills in the same tick, or a little later. */
  function untilKilled({ moment, nth, after_ms }: Strike): Promise<void> {
    return new Promise((resolve, reject) => {
      const kill = (): void => void worker.kill().then(resolve, reject);
      if (!moment) return void setTimeout(kill, after_ms);
      const strike = (): void => {
        armed = null;
        clearTimeout(impatience);
        if (after_ms === 0) kill();
        else setTimeout(kill, after_ms);
      };
      const impatience = setTimeout(strike, WAIT_MS);
      armed = { moment, left: nth, strike };
    });
  }

  await worker.start();
  const lessons = Array.from({ length: LEARNERS * 2 + kills * 3 }, (_, at) => makeLesson(at));
  await worker.shelve(lessons);
  const begun: Lesson[] = [];
  let isStorming = true;

  /** One learner after the other, each with a lesson nobody else has, until the storm is over. */
  async function learn(token: string, slot: number): Promise<void> {
    for (let lesson = lessons.pop(), nth = 0; lesson && isStorming; lesson = lessons.pop(), nth++) {
      await play(lesson, token, { name: `learner-${slot}-${nth}`, by: slot === LEARNERS - 1 ? "http" : "socket" });
    }
  }

  async function play(lesson: Pack, token: string, { name, by }: { readonly name: string; readonly by: "http" | "socket" }): Promise<void> {
    const played = await startLesson({
      address: worker.address,
      token,
      lesson_id: `les_${lesson.id}`,
      name,
      by,
      dice: dice.fork(name),
      onMoment,
    });
    begun.push(played);
    await played.ended;
    played.close();
  }
  const tokens = await Promise.all(Array.from({ length: LEARNERS }, () => createLearner(worker.address)));
  const learning = Promise.all(tokens.map(learn));

  const strikes = dice.fork("strikes");
  for (let killed = 0; killed < kills; ) {
    const strike = drawStrike(strikes);
    if (killed > 0) await worker.start(strike.models ? withModels : {});
    await untilKilled(strike);
    killed += 1;
    if (strike.again_after_ms === null || killed === kills) continue;
    await worker.start(strike.models ? withModels : {});
    await untilKilled({ ...strike, moment: null, after_ms: strike.again_after_ms });
    killed += 1;
  }
  isStorming = false;
  await worker.start(withModels);
  // One more lesson when all is quiet, so that every run asks models, whatever its strikes were.
  const last = lessons.pop();
  const quiet = last && tokens[0] ? play(last, tokens[0], { name: "learner-quiet", by: "socket" }) : null;
  const allEnded = await within(END_WITHIN_MS, Promise.all([learning, quiet]));
  for (const lesson of begun) lesson.close();

  const violations = allEnded ? [] : ["I2 not every lesson came to its end after the faults had stopped"];
  for (const lesson of begun) violations.push(...checkClient(lesson.diary, await readLog(worker.address, lesson)));
  if (allEnded) violations.push(...(await checkTold(statePath, worker.address, tokens)));
  if (allEnded) violations.push(...(await checkMoney(statePath, worker.outages)));
  await worker.kill();
  await worker.close();
  const stored = readStoredSessions(statePath);
  const played = new Set(begun.map(({ diary }) => diary.session_id));
  const falls = stored
    .filter(({ session_id }) => played.has(session_id))
    .map((session) => ({ session, falls: traceFalls(session, worker.outages.slice(0, kills)) }));
  for (const session of stored) violations.push(...checkStored(session));
  for (const { session, falls: own } of falls) violations.push(...checkFalls(session.session_id, own));
  violations.push(...checkRequests(model.requests, stored, worker.outages));
  violations.push(...worker.complaints.map((line) => `the Worker complained: ${line}`));
  await server.close();
  if (violations.length === 0) rmSync(statePath, { recursive: true });

  return {
    seed,
    kills,
    violations,
    cases: falls.reduce((sum, { falls: own }) => sum + own.length, 0),
    falls: falls.flatMap(({ falls: own }) => own),
    restarts_ms: worker.outages.slice(0, kills).map(({ killed_at, restarted_at }) => restarted_at - killed_at),
    sessions: begun.length,
    connections: begun.reduce((sum, { diary }) => sum + diary.connections.length, 0),
    acks: begun.reduce((sum, { diary }) => sum + diary.acks.length, 0),
    model_requests: model.requests.length,
    state_path: violations.length === 0 ? null : statePath,
  };
}

/** A lesson that no other learner has: whatever is asked of a model about it has its number in the prompt. */
function makeLesson(number: number): Pack {
  const nodes = fixturePack.nodes.map((node) => ({ ...node, concept: `${node.concept}, part ${number}` }));
  return { ...fixturePack, id: `fixture-${number}`, title: `Sharing fairly, part ${number}`, nodes };
}

async function createLearner(address: () => Promise<URL>): Promise<string> {
  const response = await fetch(new URL("/v1/learners", await address()), { method: "POST" });
  const { token } = (await response.json()) as { token: string };
  return token;
}

async function readLog(address: () => Promise<URL>, { diary, token }: Lesson): Promise<PublicEvent[]> {
  const url = new URL(`/v1/sessions/${diary.session_id}/events`, await address());
  const response = await fetch(url, { headers: { accept: "application/json", authorization: `Bearer ${token}` } });
  if (!response.ok) return [];
  const { events } = (await response.json()) as { events: PublicEvent[] };
  return events;
}

/** Whether it came about in time. */
async function within(ms: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  const inTime = await Promise.race([work.then(() => true), late]);
  clearTimeout(timer);
  return inTime;
}
