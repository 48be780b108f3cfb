import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { FULL_MARKS } from "../support/full-marks.ts";
import { type ChatBody, readChatBody, wordsOf } from "../support/provider-words.ts";
import { starterPacks } from "../support/starter-packs.ts";

/** A tutor's message as it is being written; the rest waits until it is let go. */
export interface Pen {
  readonly body: ChatBody;
  finish(): void;
}

export interface StreamModel {
  /** Base URL for `LLM_BASE_URL`. */
  readonly url: string;
  /** The next message for which a learner waits; its first sentences are on their way. Messages drafted ahead of that are answered at once. */
  nextPen(): Promise<Pen>;
  close(): Promise<void>;
}

/** What the tutor's messages begin with, in the order in which they are written, and how they end. */
export interface Written {
  readonly first: string;
  readonly rest: string;
  /** The reviewer sends it back. */
  readonly is_refused?: boolean;
}

/** An OpenAI-compatible server whose tutor writes with a pen that a test holds, and whose other agents answer at once. */
export async function startStreamModel(written: readonly Written[]): Promise<StreamModel> {
  const messages = [...written];
  const pens: Pen[] = [];
  let wanted: ((pen: Pen) => void)[] = [];

  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    const body = readChatBody("openai", request.url ?? "", text);
    const system = body.messages[0]?.content ?? "";
    const user = body.messages.at(-1)?.content ?? "";
    if (system.startsWith("You are the Tutor")) {
      // For a later stone, or for a label beside the evaluator's: no learner waits for it.
      const isAhead = user.includes("has just finished") || user.includes("read it as attempt_answer, partial");
      const message = isAhead ? { first: "Look at one member first.", rest: " It keeps a copy." } : messages.shift();
      const json = JSON.stringify({ teaching: `${message?.first}${message?.rest}`, question: questionIn(user), citations: [], hints: [] });
      const cut = isAhead ? json.length : JSON.stringify({ teaching: message?.first }).length - 1;
      begin(response, body, json.slice(0, cut));
      const finish = () => end(response, body, json.slice(cut));
      if (isAhead) finish();
      else hand({ body, finish });
      return;
    }
    begin(response, body, JSON.stringify(otherAnswer(system, user)));
    end(response, body, "");
  });

  function hand(pen: Pen): void {
    const [who, ...rest] = wanted;
    wanted = rest;
    if (who) who(pen);
    else pens.push(pen);
  }

  function otherAnswer(system: string, user: string): unknown {
    if (system.startsWith("You are the Path Generator")) return { paths: pathsOf(user) };
    if (system.startsWith("You are the Evaluator"))
      return {
        user_intent: "attempt_answer",
        evaluation: "wrong",
        should_advance: false,
        quoted: "",
        key_points_met: [],
        // As the built-in evaluator foretells it, so that the remedy that was begun meanwhile is the one that is wanted.
        key_points_missed: keyPointsOf(user),
        missing_cue: null,
        misconception_id: null,
        confidence: 0.9,
        reasoning: "No point is made.",
        guidance_for_tutor: "Begin with what one server has heard.",
      };
    const approved = !written.some(({ first, is_refused }) => is_refused && user.includes(first));
    return { approved, feedback: approved ? "" : "Use another picture.", principles: FULL_MARKS };
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    nextPen() {
      const pen = pens.shift();
      return pen ? Promise.resolve(pen) : new Promise((resolve) => wanted.push(resolve));
    },
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

const words = wordsOf("openai");

function begin(response: ServerResponse, body: ChatBody, text: string): void {
  response.writeHead(200, { "content-type": body.stream ? "text/event-stream" : "application/json" });
  if (!body.stream) return void response.end(JSON.stringify(words.whole(text, "stop")));
  response.write(words.begin());
  for (let at = 0; at < text.length; at += 7) response.write(words.text(text.slice(at, at + 7)));
}

function end(response: ServerResponse, body: ChatBody, text: string): void {
  if (!body.stream) return;
  for (let at = 0; at < text.length; at += 7) response.write(words.text(text.slice(at, at + 7)));
  response.end(words.end("stop", body.stream_options?.include_usage === true));
}

function questionIn(user: string): string {
  return /<<<given_question\n([\s\S]*?)\ngiven_question>>>/.exec(user)?.[1] ?? "Say it in your own words.";
}

function keyPointsOf(user: string): string[] {
  const items = starterPacks.flatMap((pack) => pack.nodes.flatMap((node) => node.items));
  const item = items.find(({ prompt }) => user.includes(prompt.trim()));
  return item && "key_points" in item ? item.key_points.map(({ id }) => id) : [];
}

/** The pack's own path through the lesson that is being planned. */
function pathsOf(user: string) {
  const pack = starterPacks.find(({ title }) => user.includes(title));
  return (pack?.paths ?? []).map((path) => ({
    ...path,
    teaching_sequence: (pack?.nodes ?? []).map(({ id, concept, goal }) => ({ id, concept, goal })),
  }));
}
