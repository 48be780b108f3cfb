import { z } from "zod";

// What crosses from a session's object to the ledger's. The two may run different versions of the code while a deploy is under way.

/** 10⁻⁹ USD and tokens; a million dollars is more than any one holder spends, and far below where whole numbers end. */
const amountSchema = z.object({
  nanousd: z.number().int().min(0).max(1e15),
  tokens: z.number().int().min(0).max(1e15),
});

const id = z.string().min(1).max(200);

export const checkInSchema = z.object({
  course_id: id.nullable(),
  learner_id: id.nullable(),
  holder_id: id,
  spent: z.object({ allowance_id: z.string().min(1).max(300), amount: amountSchema, is_closed: z.boolean() }).nullable(),
  want: amountSchema.nullable(),
  observations: z
    .array(z.object({ route: z.string().min(1).max(200), ok: z.boolean(), total_ms: z.number().min(0), at_ms: z.number().min(0) }))
    .max(1_000),
});
