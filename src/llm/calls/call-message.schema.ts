import { z } from "zod";

/** A message of the queue of calls. The records are parsed one by one, so that a bad one does not take the good ones beside it along. */
export const callMessageSchema = z.object({ v: z.literal(1), records: z.array(z.unknown()) });
export type CallMessage = z.output<typeof callMessageSchema>;
