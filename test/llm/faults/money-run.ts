import { createManualTimer } from "../../support/manual-timer.ts";
import { createTestStorage, type TestStorage } from "../../support/sqlite-storage.ts";
import { verdictCall } from "../door.ts";
import { NOON } from "../ledger/desk.ts";
import { createCountingModel, type CountingModel, LESSONS, type Plan, type Step } from "./money-plan.ts";
import { capsOf, createStage, type Power, type Seat, type Stage } from "./stage.ts";

/** The longest answer that anybody sets aside for, in tokens, and what such a request comes to at the most. */
export const MAX_OUTPUT_TOKENS = 100;
export const LARGEST_NANOUSD = 166_000;

export interface Played {
  readonly stage: Stage;
  readonly model: CountingModel;
  readonly seats: readonly Seat[];
  readonly cap_nanousd: number;
  /** Calls of processes that ended; each may have had two requests under way then. */
  readonly cut_off_calls: number;
  /** Calls that were answered, with the time they took and the time they had. */
  readonly answers: readonly { readonly took_ms: number; readonly deadline_ms: number }[];
  /** Calls of processes that still run and that nobody has answered. */
  readonly unanswered: number;
  advance(ms: number): Promise<void>;
}

interface Process {
  readonly seat: Seat;
  readonly power: Power & { isOff: boolean; fail(): void };
  calls: AbortController[];
  unanswered: number;
}

/** Plays a plan with the product's door, purses, breakers and ledger, then lets everybody come to rest: one quiet check-in each. */
export async function playMoney({ steps, fates, hedge_ms, cap_requests }: Plan): Promise<Played> {
  const timer = createManualTimer();
  const clock = { now: () => NOON + timer.now() };
  const model = createCountingModel(timer, fates);
  const cap_nanousd = cap_requests * LARGEST_NANOUSD;
  const stage = createStage({
    ...{ clock, timer, budgets: capsOf(cap_nanousd), max_output_tokens: MAX_OUTPUT_TOKENS },
    models: [model.model, { ...model.model, route: "test:spare" }],
    latencies: { note() {}, p95: () => hedge_ms },
  });
  const isolates = [stage.openIsolate(), stage.openIsolate()];
  const disks = Array.from({ length: LESSONS }, createTestStorage);
  const answers: { took_ms: number; deadline_ms: number }[] = [];
  let cutOffCalls = 0;

  function start(lesson: number): Process {
    const disk = disks[lesson];
    const isolate = isolates[lesson % isolates.length];
    if (!disk || !isolate) throw new Error("no such lesson");
    const power = {
      isOff: false,
      isOn: () => !power.isOff,
      fail() {
        if (!power.isOff) cutOffCalls += processes[lesson]?.calls.length ?? 0;
        power.isOff = true;
      },
    };
    return { power, calls: [], unanswered: 0, seat: isolate.open(`ses_${lesson}`, withPower(disk, lesson, power), power) };
  }
  function crash(lesson: number): void {
    processes[lesson]?.power.fail();
    disks[lesson]?.failWrite(0);
    processes[lesson] = start(lesson);
  }

  /** By lesson: when its power fails. */
  const cuts = new Map<number, { at: "before_write" | "after_write"; left: number }>();
  const due: number[] = [];
  function withPower(disk: TestStorage, lesson: number, power: Process["power"]): TestStorage {
    const exec = (query: string, ...bindings: unknown[]) => {
      if (power.isOff) throw new Error("the power is off");
      const cut = /^\s*INSERT/.test(query) ? cuts.get(lesson) : undefined;
      if (cut) cut.left -= 1;
      const isCut = cut?.left === 0;
      if (isCut) {
        cuts.delete(lesson);
        due.push(lesson);
        if (cut.at === "before_write") {
          power.fail();
          throw new Error("the power is off");
        }
      }
      const rows = disk.storage.sql.exec(query, ...bindings);
      if (isCut) power.fail();
      return rows;
    };
    const { transactionSync } = disk.storage;
    return { ...disk, storage: { sql: { exec }, transactionSync } as unknown as DurableObjectStorage };
  }
  const processes: Process[] = [];
  for (let lesson = 0; lesson < LESSONS; lesson++) processes.push(start(lesson));

  async function settle(ms = 0): Promise<void> {
    await timer.advance(0);
    if (ms > 0) await timer.advance(ms);
    for (const lesson of due.splice(0)) crash(lesson);
  }

  function call(process: Process, { deadline_ms, purpose }: Step & { type: "call" }): void {
    const controller = new AbortController();
    const startedAt = clock.now();
    process.calls.push(controller);
    process.unanswered += 1;
    const { models, purse } = process.seat;
    void models.answer(verdictCall({ deadline_ms, purpose, account: purse, signal: controller.signal })).then(() => {
      process.unanswered -= 1;
      if (process.power.isOn()) answers.push({ took_ms: clock.now() - startedAt, deadline_ms });
    });
  }

  async function take(step: Step): Promise<void> {
    if (step.type === "ledger") stage.line = step.line;
    if (step.type === "sink") stage.sink.line = step.line;
    if (step.type === "deliver_late") stage.deliverLate();
    if (step.type === "crash_ledger") stage.crashLedger();
    if (step.type === "time") await settle(step.ms);
    if (!("lesson" in step)) return;
    const process = processes[step.lesson];
    if (!process) throw new Error("no such lesson");
    if (step.type === "call") call(process, step);
    if (step.type === "cancel") process.calls.at(-1)?.abort();
    if (step.type === "check_in") void process.seat.purse.checkIn();
    if (step.type === "fail_write") disks[step.lesson]?.failWrite(1);
    if (step.type === "crash" && step.at === "now") crash(step.lesson);
    if (step.type === "crash" && step.at !== "now") cuts.set(step.lesson, { at: step.at, left: step.nth });
  }

  for (const step of steps) {
    await take(step);
    await settle();
  }
  cuts.clear();
  for (const disk of disks) disk.failWrite(0);
  stage.line = "up";
  stage.sink.line = "up";
  stage.deliverLate();
  // Longer than any call may take: whatever is under way comes to its end.
  for (let n = 0; n < 5; n++) await settle(6_000);
  const seats = processes.map(({ seat }) => seat);
  for (const { purse } of seats) {
    void purse.checkIn();
    await settle();
  }
  const unanswered = processes.reduce((sum, process) => sum + process.unanswered, 0);
  return { stage, model, seats, cap_nanousd, cut_off_calls: cutOffCalls, answers, unanswered, advance: settle };
}
