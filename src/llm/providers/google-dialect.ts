import type { AnswerFormat, Structured } from "../chat-model.port.ts";
import type { Dialect, DialectAsk, DialectRequest } from "./dialect.port.ts";
import { createGoogleReader, readGoogleAnswer } from "./google-answer.ts";

/** Google's Gemini API. The key goes into a header: addresses end up in logs. */
export const GOOGLE_DIALECT: Dialect = {
  headers: (apiKey): Readonly<Record<string, string>> => (apiKey === null ? {} : { "x-goog-api-key": apiKey }),
  request: buildRequest,
  createReader: createGoogleReader,
  readWhole: readGoogleAnswer,
};

function buildRequest({ model, facts, structured, stream, request }: DialectAsk): DialectRequest {
  const { system, earlier, user, format, temperature, top_p, max_output_tokens, stop } = request;
  const said = (role: string, text: string) => ({ role, parts: [{ text }] });
  const path = model.includes("/") ? model : `models/${model}`;
  return {
    path: `/${path.split("/").map(encodeURIComponent).join("/")}:${stream ? "streamGenerateContent?alt=sse" : "generateContent"}`,
    body: {
      ...(system === "" ? {} : { systemInstruction: { parts: [{ text: system }] } }),
      contents: [...earlier.map(({ role, content }) => said(role === "assistant" ? "model" : "user", content)), said("user", user)],
      generationConfig: {
        ...(temperature === null || !facts.takes_sampling ? {} : { temperature }),
        ...(top_p === null || !facts.takes_sampling ? {} : { topP: top_p }),
        ...(max_output_tokens === null ? {} : { maxOutputTokens: max_output_tokens }),
        ...(stop.length === 0 ? {} : { stopSequences: stop }),
        ...responseFormat(format, structured),
      },
    },
  };
}

function responseFormat(format: AnswerFormat, structured: Structured): Readonly<Record<string, unknown>> {
  if (structured === "off" || format.type === "text") return {};
  const schema = structured === "json_schema" && format.json_schema !== null ? { responseJsonSchema: format.json_schema() } : {};
  return { responseMimeType: "application/json", ...schema };
}
