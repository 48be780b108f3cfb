import OpenAI from "openai";
import { z } from "zod";
import { Learner, newToken } from "../../bench/lib/learner.ts";
import { type ModelServer, startModelServer } from "../../bench/lib/model-server.ts";
import { scriptFor } from "../../bench/script.ts";
import { readPacks } from "../../scripts/lib/packs.ts";
import type { Pack } from "../../src/curriculum/pack.schema.ts";
import {
  type BudgetStatus,
  budgetsBodySchema,
  createdApiKeySchema,
  type Overview,
  overviewBodySchema,
} from "../../src/protocol/operator.schema.ts";
import { type RealWorker, startRealWorker } from "./real-worker.ts";

export const STRONG = "openai:gpt-4.1";
export const SMALL = "openai:gpt-4.1-mini";
export const PROVIDER_KEY = "sk-of-the-school-0123456789";
const LATENCY_MS = 40;
const POLL_MS = 250;
/** Twice as long as the queue waits for company. */
const QUIET_MS = 2_000;
const SETTLE_MS = 20_000;

/** What one call of a model left in D1, as far as the tests look at it. */
const storedCallSchema = z.object({
  call_id: z.string(),
  agent: z.string(),
  purpose: z.string(),
  route: z.string(),
  key: z.string(),
  outcome: z.string(),
  cache: z.string(),
  fallback_reason: z.string().nullable(),
  session_id: z.string().nullable(),
  prompt_hash: z.string().nullable(),
  input_tokens: z.number(),
  output_tokens: z.number(),
  cost_nanousd: z.number(),
  saved_nanousd: z.number(),
  first_token_ms: z.number().nullable(),
  total_ms: z.number(),
});
export type StoredCall = z.output<typeof storedCallSchema>;

/** A real Worker, a provider that can be taken away, and learners. */
export interface Stage {
  readonly worker: RealWorker;
  readonly pack: Pack;
  /** Whether the provider is there. */
  isUp: boolean;
  /** A new learner in a lesson, at its first question. */
  begin(): Promise<Learner>;
  overview(): Promise<Overview>;
  budgets(): Promise<readonly BudgetStatus[]>;
  calls(): readonly StoredCall[];
  /** Waits until every record has come through the queue and the ledger has heard of every cent: the two sums are then equal. */
  settle(): Promise<number>;
  stop(): Promise<void>;
}

/**
 * Starts a Worker whose agents ask `route`, at OpenAI's own address as far as the Worker knows. For a crowd the
 * provider is a script within the runtime: it is quick, and cannot be taken away.
 */
export async function openRealStage(route: string, isCrowd = false): Promise<Stage> {
  const pack = (await readPacks()).find(({ id }) => id === "photosynthesis");
  if (!pack) throw new Error("The starter pack is not there.");
  const server: ModelServer | null = isCrowd ? null : await startModelServer(scriptFor(pack), LATENCY_MS);
  const vars = {
    LLM_ROUTE: route,
    OPENAI_API_KEY: "sk-of-the-deployment-0123456789",
    KEY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString("base64"),
  };
  const worker = await startRealWorker({
    packs: [pack],
    vars,
    providers: server ? () => (stage.isUp ? server.url : null) : scriptFor(pack),
  });
  const overview = async () => overviewBodySchema.parse(await (await worker.operator("GET", "/overview?range=day")).json());
  const stage: Stage = {
    worker,
    pack,
    isUp: true,
    begin: async () => await Learner.start(worker.url, pack, await newToken(worker.url)),
    overview,
    budgets: async () => budgetsBodySchema.parse(await (await worker.operator("GET", "/budgets")).json()).budgets,
    calls: () => z.array(storedCallSchema).parse(worker.select("SELECT * FROM model_calls ORDER BY at DESC, call_id DESC")),
    async settle() {
      let seen = -1;
      let same = 0;
      return await until(async () => {
        const [sum] = worker.select("SELECT coalesce(sum(cost_nanousd), 0) AS spent, count(*) AS records FROM model_calls");
        const budget = (await stage.budgets()).find(({ scope, period }) => scope === "tenant" && period === "month");
        // Answers from memory cost nothing, so the sums do not tell that their records are there; nothing new for twice the queue's patience does.
        same = sum?.["records"] === seen ? same + 1 : 0;
        seen = Number(sum?.["records"]);
        return budget?.spent_nanousd === sum?.["spent"] && same * POLL_MS >= QUIET_MS ? (budget?.spent_nanousd ?? null) : null;
      }, "The ledger and the records do not agree.");
    },
    async stop() {
      await worker.stop();
      await server?.stop();
    },
  };
  return stage;
}

/** Plays to the last node, or `most` turns; gives how many turns there were and how many the embedded tutor had a part in. */
export async function play(
  learner: Learner,
  most = Number.POSITIVE_INFINITY,
): Promise<{ readonly turns: number; readonly embedded: number }> {
  const played = { turns: 0, embedded: 0 };
  while (!learner.isAtEnd && played.turns < most) {
    const { was_embedded } = await learner.turn("anyone");
    played.turns += 1;
    if (was_embedded) played.embedded += 1;
  }
  return played;
}

/** Looks again and again until there is something; after 20 s it says what there should have been. */
export async function until<T>(look: () => Promise<T | null>, complaint: string): Promise<T> {
  const giveUpAt = Date.now() + SETTLE_MS;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (Date.now() > giveUpAt) throw new Error(complaint);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** Sets a budget for the whole tenant. */
export async function setCap({ worker }: Stage, period: "day" | "month", cap_nanousd: number): Promise<void> {
  const answer = await worker.operator("PUT", "/budgets", { scope: "tenant", scope_id: "", period, cap_nanousd, cap_tokens: null });
  if (!answer.ok) throw new Error(`No budget: ${await answer.text()}`);
}

/** A program of the tenant's, with a key made for it, asks one question with OpenAI's own client. */
export async function askAsProgram(stage: Stage): Promise<OpenAI.ChatCompletion> {
  const made = await stage.worker.operator("POST", "/api-keys", { label: "Course importer" });
  const { key } = createdApiKeySchema.parse(await made.json());
  const client = new OpenAI({ apiKey: key, baseURL: `${stage.worker.url}/v1`, maxRetries: 0 });
  return await client.chat.completions.create({
    model: STRONG,
    messages: [
      { role: "system", content: "This is the prompt of the bare object. It is as long as one of ours." },
      { role: "user", content: "Go on." },
    ],
  });
}
