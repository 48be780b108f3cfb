import { DurableObject } from "cloudflare:workers";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { streamText } from "ai";
import { z } from "zod";
import type { Account } from "../src/llm/account.port.ts";
import type { Models } from "../src/llm/models.port.ts";
import { BARE_PROMPT } from "./script.ts";

/** Who makes the call. */
export type Caller = "bare" | "sdk" | "cairn";

export interface GatewayDeps {
  readonly models: Models;
  /** The purse of the lane with this name. */
  readonly account: (name: string) => Account | undefined;
  /** The model server's address. */
  readonly base_url: string;
}

const TEMPERATURE = 0.1;
/** Evaluate, draft, review. */
const CALLS_A_TURN = 3;
const answerSchema = z.object({ teaching: z.string() });
const USER = "Go on.";

/**
 * One call to a model, made three ways in the same kind of object: by a bare streamed `fetch`, by the AI SDK alone, and through the door as a session calls it,
 * with its breaker, its purse in the object's own storage, the record of the call, parsing and schema.
 */
export function createGatewayObject<Env>(makeDeps: (env: Env, storage: DurableObjectStorage) => GatewayDeps) {
  return class GatewayObject extends DurableObject<Env> {
    readonly #deps: GatewayDeps;
    readonly #account: Account | undefined;
    #unsettled = 0;

    constructor(ctx: DurableObjectState, env: Env) {
      super(ctx, env);
      this.#deps = makeDeps(env, ctx.storage);
      this.#account = this.#deps.account(`ses_${ctx.id.name}`);
    }

    /** The length of what was answered, so that nobody can leave out reading it. */
    async call(caller: Caller): Promise<number> {
      if (caller === "bare") return await callBare(this.#deps.base_url);
      if (caller === "sdk") return await callSdk(this.#deps.base_url);
      return await callDoor(this.#deps.models, this.#account);
    }

    /** What a session does when its turn is over: not timed, but it takes the thread that other lanes wait for. */
    async settle(): Promise<void> {
      this.#unsettled += 1;
      if (this.#unsettled < CALLS_A_TURN) return;
      this.#unsettled = 0;
      await this.#account?.checkIn();
    }
  };
}

async function callBare(baseUrl: string): Promise<number> {
  const response = await fetch(`${baseUrl}/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      model: "bench",
      stream: true,
      temperature: TEMPERATURE,
      messages: [
        { role: "system", content: BARE_PROMPT },
        { role: "user", content: USER },
      ],
    }),
  });
  return (await response.text()).length;
}

async function callSdk(baseUrl: string): Promise<number> {
  const model = createOpenAICompatible({ name: "bench", baseURL: baseUrl })("bench");
  const { text } = streamText({ model, system: BARE_PROMPT, prompt: USER, temperature: TEMPERATURE, maxRetries: 0 });
  return answerSchema.parse(JSON.parse(await text)).teaching.length;
}

async function callDoor(models: Models, account: Account | undefined): Promise<number> {
  const { output, source } = await models.answer({
    agent: "tutor",
    temperature: TEMPERATURE,
    prompt: () => ({ system: BARE_PROMPT, user: USER }),
    schema: answerSchema,
    embedded: () => ({ teaching: "" }),
    deadline_ms: 20_000,
    embedded_only: false,
    ...(account && { account }),
    turn_id: "bench",
    max_output_tokens: 500,
  });
  if (source.kind !== "model") throw new Error(`The door did not ask the model: ${JSON.stringify(source)}`);
  return output.teaching.length;
}
