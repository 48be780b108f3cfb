import { z } from "zod";

/** What the guard keeps for a session, as it is stored: `Vault` of the door to models, version 1. */
export const vaultSchema = z.strictObject({
  version: z.literal(1),
  tag: z.string().regex(/^[a-z]{1,6}$/),
  values: z.record(z.string(), z.string()),
});
