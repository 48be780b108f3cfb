import { z } from "zod";

// What is read back from the ledger's own SQLite.

const count = z.number().int().min(0);
const amount = z.object({ nanousd: count, tokens: count });

export const storedAllowancesSchema = z.array(
  z.object({ allowance_id: z.string(), amount, spent: amount, expires_at_ms: count, is_closed: z.boolean() }),
);

export const storedMarksSchema = z.array(
  z.object({
    scope_id: z.string(),
    period: z.enum(["day", "month"]),
    start_ms: count,
    percent: z.union([z.literal(50), z.literal(80), z.literal(100)]),
    at_ms: count,
  }),
);

export const storedBudgetSchema = z.object({
  scope: z.enum(["tenant", "course", "learner"]),
  scope_id: z.string(),
  period: z.enum(["day", "month"]),
  cap_nanousd: count.nullable(),
  cap_tokens: count.nullable(),
});

const ms = z.number();
export const storedBreakerSchema = z.object({
  rest: z.object({ until_ms: ms, probe_until_ms: ms.nullable() }).nullable(),
  trips: count,
  closed_at_ms: ms,
  recent: z.array(z.object({ ok: z.boolean(), total_ms: ms, at_ms: ms })),
});
