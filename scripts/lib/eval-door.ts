// The product's own door to models, for evaluations: one configured model, or none, so that both can be measured by the same harness.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Agent } from "../../src/agents/agent.ts";
import { createModels } from "../../src/llm/answer.usecase.ts";
import { toJsonSchema } from "../../src/llm/json-schema.schema.ts";
import { readLlmConfig } from "../../src/llm/llm.config.ts";
import { createRoute } from "../../src/llm/route.adapter.ts";
import { systemTimer } from "../../src/llm/timer.adapter.ts";
import { systemClock } from "../../src/shared/system-clock.adapter.ts";
import { systemRandom } from "../../src/shared/system-random.adapter.ts";
import { ROOT, ScriptError } from "./command.ts";

const DEADLINE_MS = 60_000;

/** Asks an agent as a session would: prompt, model or embedded counterpart, code checks. */
export type AskAgent = <I, O>(agent: Agent<I, O>, input: I) => Promise<{ readonly output: O; readonly by: "model" | "embedded" }>;

/**
 * @param route `<provider>:<model>` with its key in the environment or in .dev.vars; null: no model is asked
 */
export function openEvalDoor(route: string | null): AskAgent {
  if (route === null) return async (agent, input) => ({ output: agent.check(input, agent.embedded(input)).output, by: "embedded" });
  const config = readLlmConfig({ ...readDevVars(), ...process.env, LLM_ROUTE: route });
  if (!config.ok) throw new ScriptError(config.error.join(" "));
  const models = createRoute(config.value, { profile: "local", ai: undefined });
  if (models.length === 0) throw new ScriptError(`Nobody can be asked at ${route}; docs/providers.md says what each provider needs.`);
  const door = createModels({
    route: () =>
      models.map((model) => ({
        model,
        price: { input_nanousd: 0, cached_input_nanousd: 0, output_nanousd: 0 },
        max_output_tokens: 4_096,
        key: "operator" as const,
      })),
    clock: systemClock,
    random: systemRandom,
    timer: systemTimer,
    limits: config.value.limits,
    toJsonSchema,
  });
  return async (agent, input) => {
    const { output, source } = await door.answer({
      agent: agent.name,
      temperature: agent.temperature,
      prompt: () => agent.prompt(input),
      schema: agent.output_schema,
      embedded: () => agent.embedded(input),
      deadline_ms: DEADLINE_MS,
      embedded_only: false,
      max_output_tokens: agent.max_output_tokens,
    });
    return { output: agent.check(input, output).output, by: source.kind };
  };
}

function readDevVars(): Record<string, string> {
  const file = join(ROOT, ".dev.vars");
  if (!existsSync(file)) return {};
  const lines = readFileSync(file, "utf8").split("\n");
  return Object.fromEntries(
    lines.flatMap((line) => [...line.matchAll(/^\s*([A-Z][A-Z0-9_]*)\s*=\s*"?([^"]*)"?\s*$/g)].map(([, name, value]) => [name, value])),
  );
}
