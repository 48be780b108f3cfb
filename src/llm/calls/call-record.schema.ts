import { z } from "zod";

const count = z.number().int().min(0);

/**
 * One answer to one agent or API client: a request to a model, or what came from a cache instead. The unit of money and of telemetry; written once and
 * never changed. It holds no text of anybody's. Money is in nano-dollars (10⁻⁹ USD), time in milliseconds, instants in UTC.
 */
export const callRecordSchema = z.object({
  v: z.literal(1),
  call_id: z.templateLiteral(["cal_", z.string()]),
  /** When the request was sent. */
  at: z.iso.datetime(),
  tenant_id: z.templateLiteral(["ten_", z.string()]),
  /** The lesson, or null for an API client. */
  course_id: z.string().nullable(),
  learner_id: z.string().nullable(),
  session_id: z.string().nullable(),
  /** The same for all calls that one reply of a learner caused: `<session_id>:<when the turn began>`; null outside sessions. */
  turn_id: z.string().nullable(),
  agent: z.string(),
  /** For whom: the turn that is waiting, a draft written ahead, or an API client. */
  purpose: z.enum(["turn", "speculation", "api"]),
  /** `<provider>:<model>`. */
  route: z.string(),
  /** Whose key paid. */
  key: z.enum(["operator", "tenant"]),
  /** `ok`, or why it gave no usable answer; `interrupted` when the process ended while it was under way. */
  outcome: z.string(),
  /** Where the answer came from: `none` is the model itself. The others cost nothing. */
  cache: z.enum(["none", "exact", "semantic", "speculation"]),
  /** Why an earlier entry of the route did not answer this; null for the first. */
  fallback_reason: z.string().nullable(),
  input_tokens: count,
  output_tokens: count,
  cached_input_tokens: count,
  reasoning_tokens: count,
  /** The provider did not say; tokens are estimated from the text. */
  is_estimated: z.boolean(),
  cost_nanousd: count,
  /** What the same answer cost when it was made; 0 unless it came from a cache. */
  saved_nanousd: count,
  /** Null where nothing came. */
  first_token_ms: count.nullable(),
  total_ms: count,
  /** SHA-256 of the prompt, or null. */
  prompt_hash: z.string().nullable(),
});
export type CallRecord = z.output<typeof callRecordSchema>;
