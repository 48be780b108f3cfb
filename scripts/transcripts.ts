// `npm run transcripts [NAME…]`: plays the learners of docs/transcripts/learners/*.yaml against a real Cairn on this machine (embedded tutor, over HTTP)
// and writes what both sides said, unedited, to docs/transcripts/NAME.md. With CHECK=1 it writes nothing and fails when a transcript has changed.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { eventsBodySchema, lessonsBodySchema, sessionBodySchema } from "../src/protocol/http.schema.ts";
import { main, ROOT, ScriptError } from "./lib/command.ts";
import { COMMAND_PATHS } from "./lib/command-paths.ts";
import { prepareLocalDatabase } from "./lib/database.ts";
import { findFreePort, startDevServer } from "./lib/dev-server.ts";
import { isSettled, learnerScriptSchema, type OpenLesson, playLearner } from "./lib/learner-script.ts";
import { renderTranscript } from "./lib/render-transcript.ts";

const FOLDER = join(ROOT, "docs/transcripts");

await main(async () => {
  const wanted = process.argv.slice(2);
  const names = readdirSync(join(FOLDER, "learners"))
    .map((file) => basename(file, ".yaml"))
    .filter((name) => wanted.length === 0 || wanted.includes(name));
  const state = mkdtempSync(join(tmpdir(), "cairn-transcripts-"));
  await prepareLocalDatabase(state, () => {});
  const server = await startDevServer({ port: await findFreePort(8900), persist_to: state });
  const changed: string[] = [];
  const failed: string[] = [];
  try {
    // All at once: a learner thinks most of the time.
    const play = async (name: string): Promise<void> => {
      const learner = learnerScriptSchema.parse(parse(readFileSync(join(FOLDER, "learners", `${name}.yaml`), "utf8")));
      try {
        const text = renderTranscript(learner, await playLearner(await beginLesson(server.url, learner.lesson), learner));
        const file = join(FOLDER, `${name}.md`);
        if (process.env["CHECK"] !== "1") writeFileSync(file, text);
        else if (!existsSync(file) || readFileSync(file, "utf8") !== text) changed.push(name);
        console.log(`${name}: played`);
      } catch (error) {
        if (!(error instanceof ScriptError)) throw error;
        failed.push(`${name}: ${error.message}`);
      }
    };
    await Promise.all(names.map(play));
  } finally {
    await server.stop();
    rmSync(state, { recursive: true, force: true });
  }
  if (failed.length > 0) throw new ScriptError(`These learners were asked something else than they answer.\n\n${failed.join("\n\n")}`);
  if (changed.length > 0)
    throw new ScriptError(
      `These transcripts are not what Cairn says today: ${changed.join(", ")}. Run \`npm run transcripts\` and read them.`,
    );
});

/** A new learner's lesson at the Cairn at `url`, begun. */
async function beginLesson(url: string, name: string): Promise<OpenLesson> {
  const { token } = z.object({ token: z.string() }).parse(await (await fetch(`${url}/v1/learners`, { method: "POST" })).json());
  async function call(path: string, body?: unknown, messageId = "none"): Promise<unknown> {
    const response = await fetch(`${url}${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: {
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
        accept: "application/json",
        "idempotency-key": messageId,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = await response.json();
    if (!response.ok) throw new ScriptError(`${path} answered ${response.status}: ${JSON.stringify(answer)}`);
    return answer;
  }

  const { lessons } = lessonsBodySchema.parse(await call("/v1/lessons"));
  const lesson = lessons.find((card) => card.lesson_id.endsWith(name));
  if (!lesson) throw new ScriptError(`No lesson ${name} on the shelf; there are ${lessons.map((card) => card.lesson_id).join(", ")}.`);
  const { session } = sessionBodySchema.parse(await call("/v1/sessions", { lesson_id: lesson.lesson_id }));
  const at = `/v1/sessions/${session.session_id}`;
  return {
    async settled() {
      for (;;) {
        const { events } = eventsBodySchema.parse(await call(`${at}/events`));
        if (isSettled(events)) return events;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    async think(ms) {
      await new Promise((resolve) => setTimeout(resolve, ms));
    },
    async act({ type, message_id, ...what }) {
      await call(`${at}/${COMMAND_PATHS[type]}`, what, message_id);
    },
  };
}
