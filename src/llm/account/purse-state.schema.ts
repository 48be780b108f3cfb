import { z } from "zod";
import { callRecordSchema } from "../calls/call-record.schema.ts";

const amountSchema = z.object({ nanousd: z.number().int(), tokens: z.number().int() });

const heldAllowanceSchema = z.object({
  allowance_id: z.templateLiteral(["als_", z.string()]),
  amount: amountSchema,
  expires_at_ms: z.number(),
  /** Spent from it in all; it may pass the amount, because what a call came to is booked as it is. */
  spent: amountSchema,
  /** What the ledger has confirmed of that. */
  told: amountSchema,
  /** It is being given back: nothing more is set aside from it. Stored before the ledger hears of it, because its answer may be lost. */
  is_closing: z.boolean(),
});

/** What a purse knows, as one row: money that it may spend, requests that are under way, records that nobody has yet. */
export const purseStateSchema = z.object({
  v: z.literal(1),
  allowances: z.array(heldAllowanceSchema),
  /** Reserved and not settled. One that a new process finds here was cut off. */
  open: z.array(
    z.object({
      /** Also the id of its record, should it be cut off: found twice, it is still one call. */
      reservation_id: z.templateLiteral(["cal_", z.string()]),
      allowance_id: z.string(),
      route: z.string(),
      estimate: amountSchema,
      about: callRecordSchema.pick({ agent: true, purpose: true, key: true, turn_id: true, prompt_hash: true }),
      at_ms: z.number(),
    }),
  ),
  outbox: z.array(callRecordSchema),
  /** What the ledger said last; `is_short`: it gave less than was wanted. */
  answer: z.object({ tier: z.enum(["full", "tight", "spent"]), is_short: z.boolean(), at_ms: z.number() }).nullable(),
  /** The largest estimate and the spend of a usual turn: what an allowance should be good for. */
  habit: z.object({ call: amountSchema, turn: amountSchema }),
  /** The same since the last check-in. */
  seen: z.object({ call: amountSchema, turn: amountSchema }),
});
export type PurseState = z.output<typeof purseStateSchema>;
export type HeldAllowance = PurseState["allowances"][number];
export type OpenReservation = PurseState["open"][number];

/** Records that wait for a sink which is down. */
export const recordsSchema = z.array(callRecordSchema);
