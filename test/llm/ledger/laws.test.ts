import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ALLOWANCE_MS, MAX_KEPT_ALLOWANCES } from "../../../src/llm/ledger/holder.ts";
import type { Allowance, Amount, Budget, CheckIn } from "../../../src/llm/ledger/ledger.port.ts";
import { appliesTo, shareOf, tierOf } from "../../../src/llm/ledger/subject.ts";
import { periodStart } from "../../../src/llm/ledger/tally.ts";
import { checkIn, DAY_MS, type Desk, HOUR_MS, openDesk } from "./desk.ts";

const HOLDERS = [
  { holder_id: "ses_1", course_id: "les_raft", learner_id: "lrn_ada" },
  { holder_id: "ses_2", course_id: "les_raft", learner_id: "lrn_ben" },
  { holder_id: "ses_3", course_id: "les_loops", learner_id: "lrn_ada" },
  { holder_id: "key_1", course_id: null, learner_id: null },
] as const;
type Payer = (typeof HOLDERS)[number];

/** What the world did, kept apart from the ledger: the most that was ever told of each allowance, and when it was told. */
interface World {
  readonly desk: Desk;
  latestMs: number;
  budgets: Budget[];
  readonly given: Map<string, { readonly payer: Payer; readonly allowance: Allowance; spent: Amount; isClosed: boolean }>;
  readonly told: { readonly payer: Payer; readonly amount: Amount; readonly at_ms: number }[];
  /** What each holder believes it holds; it forgets now and then. */
  readonly held: Map<string, { readonly allowance: Allowance; spent: Amount }>;
  /** Messages that are on their way, or that will be sent once more. */
  readonly post: CheckIn[];
}

const share = fc.integer({ min: 0, max: 100 });
const who = fc.nat(HOLDERS.length - 1);
const cap = fc.option(fc.integer({ min: 0, max: 1_000 }), { nil: null });
const budgets = fc
  .record({
    subject: fc.constantFrom(
      ...([
        ["tenant", ""],
        ["course", "*"],
        ["course", "les_raft"],
        ["learner", "*"],
        ["learner", "lrn_ada"],
      ] as const),
    ),
    period: fc.constantFrom("day" as const, "month" as const),
    cap_nanousd: cap,
    cap_tokens: cap,
  })
  .map(({ subject: [scope, scope_id], ...rest }) => ({ scope, scope_id, ...rest }));
const steps = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant("check_in" as const),
      who,
      spends: share,
      closes: fc.boolean(),
      wants: fc.boolean(),
      nanousd: fc.integer({ min: 0, max: 400 }),
      tokens: fc.integer({ min: 0, max: 400 }),
      fate: fc.constantFrom("arrives", "twice", "late", "unanswered"),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("deliver" as const), at: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("forget" as const), who }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("wait" as const),
      ms: fc.constantFrom(1_000, ALLOWANCE_MS - 1, ALLOWANCE_MS, HOUR_MS, DAY_MS, 31 * DAY_MS, -HOUR_MS, -DAY_MS, -40 * DAY_MS),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("crash" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("disk_full" as const), n: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("put" as const), budget: budgets }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("remove" as const), at: fc.nat() }) },
);
type Step = typeof steps extends fc.Arbitrary<infer T> ? T : never;

const isSame = (a: Pick<Budget, "scope" | "scope_id" | "period">, b: Pick<Budget, "scope" | "scope_id" | "period">) =>
  a.scope === b.scope && a.scope_id === b.scope_id && a.period === b.period;

const idOf = (payer: Payer, scope: Budget["scope"]) => ({ tenant: "", course: payer.course_id, learner: payer.learner_id })[scope];

/** What was told in the current period for a subject. */
function spentOf({ told, latestMs }: World, budget: Budget, subject: string): Amount {
  const from = periodStart(budget.period, latestMs);
  const own = told.filter(({ payer, at_ms }) => at_ms >= from && idOf(payer, budget.scope) === subject);
  return {
    nanousd: own.reduce((sum, { amount }) => sum + amount.nanousd, 0),
    tokens: own.reduce((sum, { amount }) => sum + amount.tokens, 0),
  };
}

function reservedOf({ given, latestMs }: World, { scope }: Budget, subject: string): Amount {
  const live = [...given.values()].filter(
    ({ payer, allowance, isClosed }) => !isClosed && latestMs < allowance.expires_at_ms && idOf(payer, scope) === subject,
  );
  const rest = (kind: keyof Amount) =>
    live.reduce((sum, { allowance, spent }) => sum + Math.max(0, allowance.amount[kind] - spent[kind]), 0);
  return { nanousd: rest("nanousd"), tokens: rest("tokens") };
}

/** What a process that wakes can know of the time: the latest that was written. What was only thought of before, nobody was given. */
function writtenMs({ test }: Desk): number {
  if (test.rows("SELECT 1 FROM sqlite_master WHERE name = 'holders'").length === 0) return 0;
  return test
    .rows("SELECT MAX(heard_ms) AS ms FROM holders UNION ALL SELECT MAX(at_ms) FROM latest")
    .reduce((max, row) => Math.max(max, Number(row["ms"])), 0);
}

/** A message reaches the ledger, and the world keeps its own account of it. */
function deliver(world: World, message: CheckIn): Allowance | null {
  const payer = HOLDERS.find(({ holder_id }) => holder_id === message.holder_id) ?? HOLDERS[0];
  world.latestMs = Math.max(world.latestMs, world.desk.clock.now());
  const forgotten = () => world.desk.lines.filter(({ event }) => event === "ledger_allowance_forgotten").length;
  const before = forgotten();
  const { allowance } = world.desk.ledger.checkIn(message);
  const { spent } = message;
  // What is told two months late is not booked, and the log says so.
  const known = spent && forgotten() === before ? world.given.get(spent.allowance_id) : null;
  if (spent && known) {
    const fresh = {
      nanousd: Math.max(0, spent.amount.nanousd - known.spent.nanousd),
      tokens: Math.max(0, spent.amount.tokens - known.spent.tokens),
    };
    known.spent = { nanousd: known.spent.nanousd + fresh.nanousd, tokens: known.spent.tokens + fresh.tokens };
    known.isClosed ||= spent.is_closed;
    world.told.push({ payer, amount: fresh, at_ms: world.latestMs });
  }
  if (!allowance) return null;
  expect(world.given.has(allowance.allowance_id)).toBe(false);
  world.given.set(allowance.allowance_id, { payer, allowance, spent: { nanousd: 0, tokens: 0 }, isClosed: false });
  for (const budget of world.budgets) {
    const subject = idOf(payer, budget.scope);
    if (subject === null || !appliesTo(budget, { scope: budget.scope, subject_id: subject })) continue;
    const [used, reserved] = [spentOf(world, budget, subject), reservedOf(world, budget, subject)];
    if (budget.cap_nanousd !== null && allowance.amount.nanousd > 0)
      expect(used.nanousd + reserved.nanousd).toBeLessThanOrEqual(budget.cap_nanousd);
    if (budget.cap_tokens !== null && allowance.amount.tokens > 0)
      expect(used.tokens + reserved.tokens).toBeLessThanOrEqual(budget.cap_tokens);
  }
  return allowance;
}

function play(world: World, step: Step): void {
  const { desk } = world;
  switch (step.do) {
    case "check_in": {
      const payer = HOLDERS[step.who] ?? HOLDERS[0];
      const held = world.held.get(payer.holder_id);
      if (held) {
        const part = (kind: keyof Amount) =>
          held.spent[kind] + Math.floor(((held.allowance.amount[kind] - held.spent[kind]) * step.spends) / 100);
        held.spent = { nanousd: part("nanousd"), tokens: part("tokens") };
      }
      const spent = held ? { allowance_id: held.allowance.allowance_id, amount: held.spent, is_closed: step.closes } : null;
      if (held && step.closes) world.held.delete(payer.holder_id);
      const message = checkIn(payer.holder_id, {
        ...payer,
        spent,
        want: step.wants ? { nanousd: step.nanousd, tokens: step.tokens } : null,
      });
      if (step.fate === "late") return void world.post.push(message);
      if (step.fate === "twice") world.post.push({ ...message, want: null });
      const allowance = deliver(world, message);
      // Without an answer the holder goes on with what it has; what was given lies until it expires.
      if (allowance && step.fate !== "unanswered") world.held.set(payer.holder_id, { allowance, spent: { nanousd: 0, tokens: 0 } });
      return;
    }
    case "deliver": {
      const [message] = world.post.splice(step.at % Math.max(1, world.post.length), 1);
      if (message) deliver(world, message);
      return;
    }
    case "forget":
      return void world.held.delete(HOLDERS[step.who]?.holder_id ?? "");
    case "wait":
      return desk.clock.advance(step.ms);
    case "crash":
      desk.crash();
      return void (world.latestMs = writtenMs(desk));
    case "disk_full": {
      // A check-in fails as a whole: it stays in the post, and what it tells counts in full when it is told again.
      const [message] = world.post;
      if (!message) return;
      desk.test.failWrite(step.n);
      try {
        deliver(world, message);
        world.post.shift();
      } catch (error) {
        if (!String(error).includes("SQLITE_FULL")) throw error;
        world.latestMs = writtenMs(desk);
      } finally {
        desk.test.failWrite(0);
      }
      return;
    }
    case "put":
      if (step.budget.cap_nanousd === null && step.budget.cap_tokens === null) return;
      desk.ledger.put(step.budget);
      world.budgets = [...world.budgets.filter((budget) => !isSame(budget, step.budget)), step.budget];
      return;
    case "remove": {
      const budget = world.budgets[step.at % Math.max(1, world.budgets.length)];
      if (!budget) return;
      desk.ledger.remove(budget);
      world.budgets = world.budgets.filter((one) => one !== budget);
    }
  }
}

/** Every budget stands as the world's own account says. */
function expectTrueBooks(world: World): void {
  world.latestMs = Math.max(world.latestMs, world.desk.clock.now());
  const list = world.desk.ledger.list();
  expect(list).toHaveLength(world.budgets.length);
  for (const status of list) {
    const subject = status.scope_id === "*" ? status.subject_id : status.scope_id;
    if (subject === null) continue;
    const [spent, reserved] = [spentOf(world, status, subject), reservedOf(world, status, subject)];
    expect([status.spent_nanousd, status.spent_tokens]).toEqual([spent.nanousd, spent.tokens]);
    expect([status.reserved_nanousd, status.reserved_tokens]).toEqual([reserved.nanousd, reserved.tokens]);
    if (status.scope_id !== "*") continue;
    for (const payer of HOLDERS) {
      const other = idOf(payer, status.scope);
      if (other !== null) expect(shareOf(status, spentOf(world, status, other))).toBeLessThanOrEqual(shareOf(status, spent));
    }
  }
}

describe("whatever sessions, clocks, disks and operators do", () => {
  it("nothing is set aside beyond any cap, the books are true to what was told, and nobody is alerted twice", () => {
    fc.assert(
      fc.property(fc.array(steps, { minLength: 5, maxLength: 60 }), (sequence) => {
        const desk = openDesk();
        const world: World = { desk, latestMs: 0, budgets: [], given: new Map(), told: [], held: new Map(), post: [] };
        for (const step of sequence) {
          play(world, step);
          expectTrueBooks(world);
        }
        const alerts = desk
          .alerts()
          .map(({ scope, scope_id, subject_id, period, percent, period_start }) =>
            [scope, scope_id, subject_id, period, percent, period_start].join(" "),
          );
        expect(new Set(alerts).size).toBe(alerts.length);
      }),
      { numRuns: 300 },
    );
  });

  it("remembers so many allowances of a session and no more", () => {
    const desk = openDesk();
    for (let n = 0; n < 50; n++) {
      desk.ledger.checkIn(checkIn("ada", { want: { nanousd: 1, tokens: 0 } }));
      desk.clock.advance(ALLOWANCE_MS / 4);
    }
    const [row] = desk.test.rows("SELECT json_array_length(allowances) AS n FROM holders");
    expect(row?.["n"]).toBe(MAX_KEPT_ALLOWANCES);
  });

  it("a budget never looks better after more was spent", () => {
    const order = ["full", "tight", "spent"];
    const amount = fc.record({ nanousd: fc.nat(), tokens: fc.nat() });
    fc.assert(
      fc.property(budgets, amount, amount, (budget, first, more) => {
        const rank = (spent: Amount) => order.indexOf(tierOf(shareOf(budget, spent)));
        expect(rank({ nanousd: first.nanousd + more.nanousd, tokens: first.tokens + more.tokens })).toBeGreaterThanOrEqual(rank(first));
      }),
    );
  });
});

it("two hundred lessons at once against a cap for half of them: half get models, all are answered, and nothing is spent beyond the cap", () => {
  const desk = openDesk([{ scope: "tenant", scope_id: "", period: "day", cap_nanousd: 100_000, cap_tokens: null }]);
  const lessons = Array.from({ length: 200 }, (_, n) => ({ n, allowance: null as Allowance | null, spent: 0, served: 0 }));
  for (let turn = 0; turn < 10; turn++) {
    for (const lesson of lessons) {
      if (lesson.allowance) lesson.spent = lesson.allowance.amount.nanousd;
      const spent = lesson.allowance && {
        allowance_id: lesson.allowance.allowance_id,
        amount: { nanousd: lesson.spent, tokens: 0 },
        is_closed: true,
      };
      const answer = desk.ledger.checkIn(checkIn(`ses_${lesson.n}`, { spent, want: { nanousd: 100, tokens: 0 } }));
      expect(answer.allowance === null).toBe(answer.tier === "spent");
      lesson.allowance = answer.allowance;
      if (answer.allowance) lesson.served += 1;
    }
  }
  const [status] = desk.ledger.list();
  expect([status?.spent_nanousd, status?.reserved_nanousd]).toEqual([100_000, 0]);
  expect(lessons.reduce((sum, { served }) => sum + served, 0)).toBe(1_000);
});
