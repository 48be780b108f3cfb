import { Hono } from "hono";
import type { ApiKeyEnv } from "../../identity/api-key.middleware.ts";
import type { ApiError } from "../../protocol/api-error.ts";
import { describeError } from "../../shared/describe-error.ts";
import { newId } from "../../shared/ids.ts";
import type { Logger } from "../../shared/logger.ts";
import { err, ok, type Result } from "../../shared/result.ts";
import { type ApiContext, answerHeaders, keeperOf, readJson, refuse } from "./api-edge.routes.ts";
import { INTERNAL, unsupported } from "./api-problems.ts";
import { type ChatBody, readChatBody } from "./chat-completions.schema.ts";
import { type ChatStream, createChatStream } from "./chat-stream.ts";
import { type ChatAnswer, type CompleteChatDeps, completeChat } from "./complete-chat.usecase.ts";
import { completionBody } from "./completion-body.ts";
import { type FitsSchema, readJsonSchema } from "./json-answer.schema.ts";

export interface ChatCompletionsDeps extends CompleteChatDeps {
  readonly logger: Logger;
}

/** POST /v1/chat/completions. */
export function createChatCompletionsRoutes(deps: ChatCompletionsDeps) {
  return new Hono<ApiKeyEnv>().post("/v1/chat/completions", async (c) => {
    const read = await readJson(c);
    const body = read.ok ? readChatBody(read.value) : read;
    if (!body.ok) return refuse(body.error);
    const fits = readFits(body.value);
    if (!fits.ok) return refuse(fits.error);

    const id = `chatcmpl-${newId("cal", deps.random).slice("cal_".length)}`;
    const head = { id, created: Math.floor(deps.clock.now() / 1_000) };
    const abort = new AbortController();
    const leave = () => abort.abort();
    c.req.raw.signal.addEventListener("abort", leave);
    if (c.req.raw.signal.aborted) leave();
    const stream = body.value.stream ? createChatStream(head, body.value.stream_options?.include_usage === true, leave) : null;

    const keepAlive = keeperOf(c);
    const run = completeChat(deps, {
      caller: c.var.api_client,
      body: body.value,
      fits: fits.value,
      signal: abort.signal,
      onDelta: (delta, route) => stream?.write(delta, route),
      keepAlive,
    });
    // Whoever leaves early leaves a request to settle.
    keepAlive(run.catch(() => {}));
    if (stream !== null) return await answerInPieces(c, deps, { id, stream, run });
    const done = await run;
    if (!done.ok) return refuse(done.error);
    const { route, cost_nanousd } = done.value;
    return c.json(completionBody({ ...head, model: route }, done.value), 200, answerHeaders(id, route, cost_nanousd));
  });
}

/** Until there is something to read, an error has a status of its own; after that it is the last thing in the stream. */
async function answerInPieces(
  c: ApiContext,
  { logger }: Pick<ChatCompletionsDeps, "logger">,
  { id, stream, run }: { readonly id: string; readonly stream: ChatStream; readonly run: Promise<Result<ChatAnswer, ApiError>> },
): Promise<Response> {
  const first = await Promise.race([stream.begun.then((route) => ok({ route })), run]);
  if (!first.ok) return refuse(first.error);
  void run
    .catch((error: unknown) => {
      logger.error("request_failed", { method: c.req.method, path: c.req.path, reason: describeError(error) });
      return err(INTERNAL);
    })
    .then((outcome) => stream.end(outcome));
  return new Response(stream.readable, {
    headers: {
      "Content-Type": "text/event-stream; charset=utf-8",
      "Cache-Control": "no-store",
      ...answerHeaders(id, first.value.route, null),
    },
  });
}

function readFits({ response_format: wanted }: ChatBody): Result<FitsSchema | null, ApiError> {
  if (wanted?.type !== "json_schema") return ok(null);
  const fits = readJsonSchema(wanted.json_schema.schema);
  const hint = "Answers are held to it, and this one has parts that are not known here.";
  return fits === null ? err(unsupported("response_format.json_schema.schema", hint)) : ok(fits);
}
