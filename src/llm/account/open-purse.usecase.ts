import type { Clock } from "../../shared/clock.ts";
import { describeError } from "../../shared/describe-error.ts";
import { newId } from "../../shared/ids.ts";
import type { Logger } from "../../shared/logger.ts";
import type { Random } from "../../shared/random.ts";
import type { Account, CallEstimate, Payer, Reservation } from "../account.port.ts";
import type { CallRecord } from "../calls/call-record.schema.ts";
import type { CallSink } from "../calls/call-sink.port.ts";
import type { HealthMirror } from "../health/create-health.ts";
import type { LedgerPort } from "../ledger/ledger.port.ts";
import type { Timer } from "../timer.port.ts";
import { times } from "./amounts.ts";
import { keepPurse } from "./keep-purse.usecase.ts";
import {
  hasNews,
  hasPlenty,
  hear,
  interruptOpen,
  isRecent,
  OVERDUE_MS,
  planTalk,
  reserveIn,
  settleIn,
  tierOf,
  untoldOf,
  type WhyTalk,
} from "./purse.ts";
import type { PurseStore } from "./purse.store.ts";
import { within } from "./within.ts";

/** A turn waits this long for the ledger and no longer; it answers in a few milliseconds or is in trouble. */
const WAIT_MS = 1_000;
/** After silence or an error nobody waits for it again before this, so that a turn of several calls loses a second to it and not one each. */
const SILENCE_MS = 10_000;
/** The same after it had less to give than was wanted. */
const SHORT_MS = 5_000;
/** Off the turn's path ledger and sink may take this long; after it the check-in ends without them. */
const PATIENCE_MS = 5_000;
/** Pages of a backlog that one check-in hands on. */
const PAGES_AT_ONCE = 10;

export interface PurseDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly timer: Timer;
  readonly logger: Logger;
  /** The ledger of the payer's tenant. */
  readonly ledger: LedgerPort;
  readonly sink: CallSink;
  /**
   * The breakers of the tenant as they are now: what they saw goes to the ledger with a check-in, and its answer comes back to them. Asked for each time,
   * because an isolate with very many tenants forgets some and makes them anew, and calls report to the new ones.
   */
  readonly health?: () => HealthMirror;
}

export interface OpenPurse {
  readonly payer: Payer;
  /** Who holds the allowances, as the ledger knows it. */
  readonly holder_id: string;
  readonly store: PurseStore;
  /** True where nobody comes back: a check-in ends it. It gives everything back, and what is not settled by then counts as cut off. */
  readonly is_single_use: boolean;
}

/** A purse, and what of it nobody knows yet. */
export interface Purse extends Account {
  /** What the ledger has not confirmed, and how many records nobody has taken. */
  untold(): { readonly nanousd: number; readonly records: number };
}

/**
 * Opens a purse; once in the life of its process, because whatever is reserved and not settled then was cut off by the end of the last one.
 *
 * Money first: nothing is asked of a model that is not set aside here and written down before, out of an allowance that the ledger has set aside for us.
 * When the ledger does not answer and the allowance is used up, the answer is no, and caches and the embedded tutor teach: with many sessions, each trusting
 * to luck would be the end of the cap. What an allowance still holds is ours with or without the ledger, so a short outage is not noticed.
 */
export function openPurse(deps: PurseDeps, { payer, holder_id, store, is_single_use }: OpenPurse): Purse {
  const { clock, logger, timer, health } = deps;
  const { session_id } = payer;
  const kept = keepPurse({ logger, store, payer, hasBacklog: !is_single_use });
  /** At most one talk with the ledger at a time. */
  let talking: Promise<void> | null = null;
  let silentSince = Number.NEGATIVE_INFINITY;
  let checkingIn: Promise<void> | null = null;

  /** The reservation is on disk when this returns one. */
  function reserveNow(estimate: CallEstimate): Reservation | "no_room" | "not_written" {
    const before = kept.now();
    const reservation_id = newId("cal", deps.random);
    const after = reserveIn(before, reservation_id, estimate, clock.now());
    if (!after) return "no_room";
    kept.set(after);
    if (kept.trySave()) return { reservation_id, estimate };
    kept.set(before);
    return "not_written";
  }

  /** Its answers are taken in whenever they come, also after whoever waited has gone on. */
  async function talk(why: WhyTalk): Promise<void> {
    const plan = planTalk(kept.now(), why, clock.now());
    const isClosing = plan.state.allowances.some(
      (one) => one.is_closing && !kept.now().allowances.some((known) => known.allowance_id === one.allowance_id && known.is_closing),
    );
    kept.set(plan.state);
    // Before the ledger hears of it: should its answer be lost, a later process must not spend what was given back.
    if (isClosing || kept.isBehind()) kept.save();
    let observations = health?.().drain() ?? [];
    const messages = plan.messages.length > 0 || observations.length === 0 ? plan.messages : [{ spent: null, want: null }];
    try {
      for (const message of messages) {
        const { course_id, learner_id } = payer;
        const answer = await deps.ledger.checkIn({ course_id, learner_id, holder_id, ...message, observations });
        observations = [];
        silentSince = Number.NEGATIVE_INFINITY;
        kept.set(hear(kept.now(), message, answer, clock.now()));
        health?.().merge(answer.resting);
      }
    } catch (error) {
      health?.().giveBack(observations);
      silentSince = clock.now();
      logger.warn("ledger_unreachable", { session_id, reason: describeError(error) });
      throw error;
    }
  }

  function startTalk(why: WhyTalk): Promise<void> {
    const work = talk(why);
    const ended = within(timer, PATIENCE_MS, work).then(() => {
      talking = null;
    });
    talking = ended;
    return work;
  }

  function isSilent(): boolean {
    return isRecent(silentSince, SILENCE_MS, clock.now());
  }

  /** Whether the ledger has just had less to give than was wanted. */
  function wasShort(): boolean {
    const { answer } = kept.now();
    return answer !== null && answer.is_short && isRecent(answer.at_ms, SHORT_MS, clock.now());
  }

  async function tryReserve(estimate: CallEstimate): ReturnType<typeof reserveAfter> {
    const now = reserveNow(estimate);
    if (now !== "no_room") return now;
    let hasJoined = false;
    while (talking && !isSilent()) {
      // Somebody is asking already. What comes may do for both.
      const shared = await reserveAfter(talking, estimate);
      if (shared !== "no_room") return shared;
      hasJoined = true;
    }
    // What others were told says nothing of what this one would be: it asks for itself once.
    if (isSilent() || (!hasJoined && wasShort())) return "no_room";
    return await reserveAfter(startTalk({ needed: times(estimate, 1) }), estimate);
  }

  async function reserveAfter(work: Promise<void>, estimate: CallEstimate): Promise<ReturnType<typeof reserveNow>> {
    if (!(await within(timer, WAIT_MS, work))) silentSince = clock.now();
    return reserveNow(estimate);
  }

  async function tellLedger(): Promise<void> {
    if (talking) await talking;
    const isHolding = is_single_use && kept.now().allowances.length > 0;
    if (!isHolding && !hasNews(kept.now())) return;
    await within(timer, PATIENCE_MS, startTalk(is_single_use ? "close" : "renew"));
  }

  async function tellSink(): Promise<void> {
    if (!(await handOn(kept.now().outbox))) return;
    for (let pages = 0; pages < PAGES_AT_ONCE; pages++) {
      const page = store.firstPage();
      if (!page) return;
      if (page.records === "damaged") logger.error("records_damaged", { session_id });
      else if (!(await send(page.records))) return;
      store.dropPage(page.id);
    }
  }

  async function handOn(records: readonly CallRecord[]): Promise<boolean> {
    if (records.length === 0) return true;
    if (!(await send(records))) return false;
    const sent = new Set(records.map(({ call_id }) => call_id));
    kept.set({ ...kept.now(), outbox: kept.now().outbox.filter(({ call_id }) => !sent.has(call_id)) });
    return true;
  }

  async function send(records: readonly CallRecord[]): Promise<boolean> {
    const isTaken = await within(timer, PATIENCE_MS, deps.sink.send(records));
    if (!isTaken) logger.warn("calls_not_taken", { session_id, records: records.length });
    return isTaken;
  }

  async function checkIn(): Promise<void> {
    try {
      kept.set(interruptOpen(kept.now(), payer, is_single_use ? Number.POSITIVE_INFINITY : clock.now() - OVERDUE_MS));
      if (kept.isBehind()) kept.save();
      await Promise.all([tellLedger(), tellSink()]);
    } catch (error) {
      logger.error("check_in_failed", { session_id, reason: describeError(error) });
    }
    kept.trySave();
  }

  return {
    payer,
    tier: () => tierOf(kept.now(), clock.now()),
    async reserve(estimate) {
      const reserved = await tryReserve(estimate);
      return typeof reserved === "string" ? null : reserved;
    },
    settle(reservation, record) {
      const settled = settleIn(kept.now(), reservation.reservation_id, record);
      // Booked before, as cut off.
      if (!settled) return logger.warn("settled_twice", { session_id });
      kept.set(settled);
      kept.save();
    },
    note(record) {
      // Written with whatever is written next: it is about no money, and a row for each would be most of what a turn writes.
      kept.set({ ...kept.now(), outbox: [...kept.now().outbox, record] });
    },
    async checkIn() {
      // One that is under way may have missed what this one is about.
      if (checkingIn) await checkingIn;
      checkingIn ??= checkIn().finally(() => {
        checkingIn = null;
      });
      await checkingIn;
    },
    mayWait: () => hasPlenty(kept.now(), clock.now()),
    untold: () => ({ nanousd: untoldOf(kept.now()).nanousd, records: kept.now().outbox.length }),
    isEven() {
      const { outbox, allowances } = kept.now();
      return outbox.length === 0 && !hasNews(kept.now()) && !(is_single_use && allowances.length > 0) && store.firstPage() === null;
    },
  };
}
