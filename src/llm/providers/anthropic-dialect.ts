import type { AnswerFormat, Structured } from "../chat-model.port.ts";
import { createAnthropicReader, readAnthropicMessage } from "./anthropic-answer.ts";
import type { Dialect, DialectAsk, DialectRequest } from "./dialect.port.ts";
import { forAnthropic } from "./strict-schema.ts";

/** The version of the API that is spoken: the only one there is, since 2023. */
const VERSION = "2023-06-01";
/** The API wants a limit. Three paths of many nodes take about 3,000 tokens; thinking, where a model cannot help it, comes on top. */
const MAX_OUTPUT_TOKENS = 8_192;

/** Anthropic's messages. */
export const ANTHROPIC_DIALECT: Dialect = {
  headers: (apiKey) => ({ "anthropic-version": VERSION, ...(apiKey === null ? {} : { "x-api-key": apiKey }) }),
  request: buildRequest,
  createReader: createAnthropicReader,
  readWhole: readAnthropicMessage,
};

function buildRequest({ model, facts, structured, stream, request }: DialectAsk): DialectRequest {
  const { system, earlier, user, format, temperature, top_p, max_output_tokens, stop } = request;
  return {
    path: "/messages",
    body: {
      model,
      max_tokens: max_output_tokens ?? Math.min(MAX_OUTPUT_TOKENS, facts.max_output_tokens),
      ...(system === "" ? {} : { system }),
      messages: [...earlier, { role: "user", content: user }],
      // Models that take both refuse to be given both.
      ...(temperature === null || !facts.takes_sampling ? {} : { temperature: Math.min(1, temperature) }),
      ...(top_p === null || temperature !== null || !facts.takes_sampling ? {} : { top_p }),
      ...(stop.length === 0 ? {} : { stop_sequences: stop }),
      ...outputFormat(format, structured),
      ...(stream ? { stream } : {}),
    },
  };
}

/** There is no mode for any object: then the prompt alone asks for one. */
function outputFormat(format: AnswerFormat, structured: Structured): Readonly<Record<string, unknown>> {
  if (structured !== "json_schema" || format.type === "text" || format.json_schema === null) return {};
  const schema = forAnthropic(format.json_schema());
  return schema === null ? {} : { output_config: { format: { type: "json_schema", schema } } };
}
