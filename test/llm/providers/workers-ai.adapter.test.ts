import { describe, expect, it } from "vitest";
import type { ChatModel, Structured } from "../../../src/llm/chat-model.port.ts";
import { createProviderModel } from "../../../src/llm/providers/create-model.adapter.ts";
import { openDoor, verdictCall } from "../door.ts";

const MODEL = "@cf/meta/llama-4-scout-17b-16e-instruct";

interface Run {
  readonly model: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** The AI binding as far as the provider uses it: records each run and answers with `reply`. */
function fakeBinding(reply: (signal: AbortSignal) => unknown): { readonly ai: Ai; readonly runs: Run[] } {
  const runs: Run[] = [];
  const run = async (model: string, inputs: Run["inputs"], options: { signal: AbortSignal }) => {
    runs.push({ model, inputs });
    return await reply(options.signal);
  };
  return { ai: { run } as unknown as Ai, runs };
}

function workersAi(ai: Ai, structured: Structured, gateway_id: string | null = null): ChatModel {
  const account = {
    id: "workers-ai",
    dialect: "workers-ai",
    base_url: null,
    api_key: null,
    stream: true,
    structured,
    ai,
    gateway_id,
  } as const;
  return createProviderModel(account, MODEL);
}

describe("a model on Workers AI", () => {
  it("is asked for the schema, not streamed, with room for a whole answer", async () => {
    const { ai, runs } = fakeBinding(() => ({ response: { verdict: "correct", confidence: 0.8 } }));
    const answer = await openDoor([workersAi(ai, "json_object")]).answer(verdictCall());
    expect(answer.output).toEqual({ verdict: "correct", confidence: 0.8 });
    expect(answer.source.route).toBe(`workers-ai:${MODEL}`);
    expect(runs).toMatchObject([
      {
        model: MODEL,
        inputs: {
          max_tokens: 4_096,
          temperature: 0.1,
          response_format: { type: "json_schema", json_schema: { type: "object", required: ["verdict"] } },
        },
      },
    ]);
    expect(runs[0]?.inputs).not.toHaveProperty("stream");
  });

  it("is trusted with the prompt alone when structured output is off", async () => {
    const { ai, runs } = fakeBinding(() => ({ response: 'Here: {"verdict":"wrong"}' }));
    const answer = await openDoor([workersAi(ai, "off")]).answer(verdictCall());
    expect(answer.output.verdict).toBe("wrong");
    expect(runs[0]?.inputs).not.toHaveProperty("response_format");
  });

  it("that is over its quota falls back without a retry, and its words stay inside", async () => {
    const { ai, runs } = fakeBinding(() => Promise.reject(new Error("3036: CANARY you have used up your daily free allocation")));
    const answer = await openDoor([workersAi(ai, "json_schema")]).answer(verdictCall());
    expect(answer.source).toMatchObject({ kind: "embedded", late: false, attempts: [{ fault: "rate_limited", detail: "HTTP 429" }] });
    expect(runs).toHaveLength(1);
    expect(JSON.stringify(answer)).not.toContain("CANARY");
  });

  it("whose answer stops inside a sentence is not used, although the platform calls it finished", async () => {
    const { ai } = fakeBinding(() => ({ response: '{"verdict":"correct","reasoning":"The learner sa' }));
    const answer = await openDoor([workersAi(ai, "json_schema")]).answer(verdictCall());
    expect(answer.source.attempts).toMatchObject([{ fault: "cut_off" }]);
  });

  it("is told to stop at the deadline", async () => {
    let seen: AbortSignal | undefined;
    const { ai } = fakeBinding((signal) => {
      seen = signal;
      return new Promise(() => {});
    });
    const answer = await openDoor([workersAi(ai, "json_schema")]).answer(verdictCall({ deadline_ms: 60 }));
    expect(answer.source).toMatchObject({ kind: "embedded", late: true });
    expect(seen?.aborted).toBe(true);
  });
});
