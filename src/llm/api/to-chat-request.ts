import type { AnswerFormat, ChatMessage, ChatRequest } from "../chat-model.port.ts";
import type { ChatBody } from "./chat-completions.schema.ts";

/** What the client asks for, as our models take it. The most tokens are the smaller of what it wants and what the model can. */
export function toChatRequest(body: ChatBody, maxOutputTokens: number): Omit<ChatRequest, "signal"> {
  const lines = mergeLines(body.messages);
  const wanted = wantedTokens(body);
  return {
    system: [...body.messages.filter(isInstruction).map(({ content }) => content), ...formatInstruction(body)].join("\n\n"),
    earlier: lines.slice(0, -1),
    user: lines.at(-1)?.content ?? "",
    format: formatOf(body),
    temperature: body.temperature ?? null,
    top_p: body.top_p ?? null,
    max_output_tokens: wanted === null ? null : Math.min(wanted, maxOutputTokens),
    stop: typeof body.stop === "string" ? [body.stop] : (body.stop ?? []),
  };
}

/** The most tokens that the client wants; null: it did not say. */
export function wantedTokens({ max_completion_tokens, max_tokens }: ChatBody): number | null {
  return max_completion_tokens ?? max_tokens ?? null;
}

/** Whether the client wants JSON. */
export function isJson({ response_format }: ChatBody): boolean {
  return response_format !== undefined && response_format.type !== "text";
}

type Line = ChatBody["messages"][number];

function isInstruction({ role }: Line): boolean {
  return role === "system" || role === "developer";
}

/** The chat without its instructions. Lines of the same speaker become one: some providers insist on taking turns. */
function mergeLines(messages: readonly Line[]): readonly ChatMessage[] {
  const lines: ChatMessage[] = [];
  for (const { role, content } of messages) {
    if ((role !== "user" && role !== "assistant") || content === "") continue;
    const before = lines.at(-1);
    if (before?.role === role) lines[lines.length - 1] = { role, content: `${before.content}\n\n${content}` };
    else lines.push({ role, content });
  }
  return lines;
}

function formatOf({ response_format: wanted }: ChatBody): AnswerFormat {
  if (wanted === undefined || wanted.type === "text") return { type: "text" };
  if (wanted.type === "json_object") return { type: "json", schema_name: "answer", json_schema: null };
  const { name, schema } = wanted.json_schema;
  return { type: "json", schema_name: name, json_schema: () => schema };
}

/** Not every model has a mode for JSON: the prompt says it too, so that any entry of a route can answer. */
function formatInstruction({ response_format: wanted }: ChatBody): readonly string[] {
  if (wanted === undefined || wanted.type === "text") return [];
  if (wanted.type === "json_object") return ["Answer with one JSON object and nothing else."];
  const { description, schema } = wanted.json_schema;
  const about = description ? ` What it is: ${description}` : "";
  return [`Answer with JSON that fits this JSON Schema, and with nothing else.${about}\n${JSON.stringify(schema)}`];
}
