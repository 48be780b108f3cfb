// `npm run transcripts [NAME…]`: plays the learners of docs/transcripts/learners/*.yaml against a real Cairn on this machine (embedded tutor, over HTTP)
// and writes what both sides said, unedited, to docs/transcripts/NAME.md. With CHECK=1 it writes nothing and fails when a transcript has changed.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { lessonsBodySchema, sessionBodySchema } from "../src/protocol/http.schema.ts";
import { type PublicEvent, publicEventSchema } from "../src/protocol/public-event.schema.ts";
import { main, ROOT, ScriptError } from "./lib/command.ts";
import { prepareLocalDatabase } from "./lib/database.ts";
import { findFreePort, startDevServer } from "./lib/dev-server.ts";

const FOLDER = join(ROOT, "docs/transcripts");
const VERDICTS = { correct: "Correct", partial: "Partly right", wrong: "Not yet", "n/a": "Not judged" } as const;

/** One learner: which lesson and path, and what they say, turn by turn. `{hint: true}` asks for a hint, `{set_aside: true}` sets the step aside. */
const learnerSchema = z.strictObject({
  title: z.string(),
  about: z.string(),
  lesson: z.string(),
  path: z.string(),
  says: z.array(z.union([z.string(), z.strictObject({ hint: z.literal(true) }), z.strictObject({ set_aside: z.literal(true) })])),
});
type Learner = z.output<typeof learnerSchema>;

await main(async () => {
  const wanted = process.argv.slice(2);
  const names = readdirSync(join(FOLDER, "learners"))
    .map((file) => basename(file, ".yaml"))
    .filter((name) => wanted.length === 0 || wanted.includes(name));
  const state = mkdtempSync(join(tmpdir(), "cairn-transcripts-"));
  await prepareLocalDatabase(state, () => {});
  const server = await startDevServer({ port: await findFreePort(8900), persist_to: state });
  const changed: string[] = [];
  try {
    for (const name of names) {
      const learner = learnerSchema.parse(parse(readFileSync(join(FOLDER, "learners", `${name}.yaml`), "utf8")));
      const text = render(learner, await play(server.url, learner));
      const file = join(FOLDER, `${name}.md`);
      if (process.env["CHECK"] !== "1") writeFileSync(file, text);
      else if (readFileSync(file, "utf8") !== text) changed.push(name);
      console.log(`${name}: played`);
    }
  } finally {
    await server.stop();
    rmSync(state, { recursive: true, force: true });
  }
  if (changed.length > 0)
    throw new ScriptError(
      `These transcripts are not what Cairn says today: ${changed.join(", ")}. Run \`npm run transcripts\` and read them.`,
    );
});

async function play(url: string, learner: Learner): Promise<PublicEvent[]> {
  const { token } = z.object({ token: z.string() }).parse(await (await fetch(`${url}/v1/learners`, { method: "POST" })).json());
  const call = async (path: string, body?: unknown, messageId = "none"): Promise<unknown> => {
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
  };
  const { lessons } = lessonsBodySchema.parse(await call("/v1/lessons"));
  const lesson = lessons.find((card) => card.lesson_id.endsWith(learner.lesson));
  if (!lesson)
    throw new ScriptError(`No lesson ${learner.lesson} on the shelf; there are ${lessons.map((card) => card.lesson_id).join(", ")}.`);
  const { session } = sessionBodySchema.parse(await call("/v1/sessions", { lesson_id: lesson.lesson_id }));
  const at = `/v1/sessions/${session.session_id}`;
  const eventsBody = z.object({ events: z.array(publicEventSchema) });
  /** Waits on the event stream's suffix until the session wants something of the learner again, or is over. */
  const settled = async (): Promise<PublicEvent[]> => {
    for (;;) {
      const { events } = eventsBody.parse(await call(`${at}/events`));
      const last = events.at(-1)?.type;
      if (last && ["paths_generated", "tutor_delivered", "hint_delivered", "session_completed"].includes(last)) return events;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };

  await settled();
  await call(`${at}/path`, { path_id: learner.path }, "choose-path");
  let events = await settled();
  for (const [turn, said] of learner.says.entries()) {
    if (events.at(-1)?.type === "session_completed") throw new ScriptError(`The lesson was over before ${JSON.stringify(said)}.`);
    const id = `message-${turn}`;
    if (typeof said === "string") await call(`${at}/replies`, { text: said }, id);
    else await call(`${at}/${"hint" in said ? "hints" : "set-aside"}`, {}, id);
    events = await settled();
  }
  return events;
}

function render(learner: Learner, events: readonly PublicEvent[]): string {
  const lines = [
    `# ${learner.title}`,
    "",
    `${learner.about} Played by \`npm run transcripts\` against the embedded tutor; nothing is edited.`,
    "",
  ];
  let node = -1;
  for (const event of events) {
    switch (event.type) {
      case "path_chosen":
        lines.push(
          `Path: ${events.flatMap((other) => (other.type === "paths_generated" ? other.paths : [])).find((path) => path.id === event.path_id)?.name ?? event.path_id}`,
          "",
        );
        break;
      case "tutor_delivered": {
        if (event.node_index !== node) {
          node = event.node_index;
          const path = events.find((other) => other.type === "path_chosen");
          const concept = path?.type === "path_chosen" ? path.teaching_path[node]?.concept : "";
          lines.push(`## Stone ${node + 1}: ${concept ?? ""}`, "");
        }
        const options = (event.item?.options ?? []).map((option) => `- ${option.id}) ${option.text}`);
        lines.push(
          `**Tutor** _(${event.strategy.replaceAll("_", " ")})_`,
          "",
          event.teaching,
          "",
          `> ${event.question.replaceAll("\n", "\n> ")}`,
          "",
          ...(options.length > 0 ? [...options, ""] : []),
        );
        break;
      }
      case "hint_delivered":
        lines.push(`**Hint ${event.level} of ${event.of}.** ${event.text}`, "");
        break;
      case "learner_replied":
        lines.push("**Learner**", "", event.text.replaceAll("\n", "  \n"), "");
        break;
      case "reply_evaluated":
        lines.push(...renderVerdict(event), "");
        break;
      case "session_completed":
        lines.push(
          "## The end",
          "",
          ...event.summary.outcomes.map((outcome) => `- ${outcome.concept}: ${outcome.outcome.replaceAll("_", " ")}`),
          "",
        );
        break;
      default:
        break;
    }
  }
  return `${lines.join("\n").trimEnd()}\n`;
}

function renderVerdict(event: PublicEvent & { type: "reply_evaluated" }): string[] {
  if (event.advance_reason === "set_aside") return ["_Set aside; it comes back in review._"];
  if (event.user_intent === "ask_question") return ["_A question: costs nothing._"];
  if (event.user_intent === "stuck") return ["_Stuck: another way follows._"];
  return [
    `_${VERDICTS[event.evaluation]}._`,
    ...(event.quoted ? [`- You wrote: “${event.quoted}”`] : []),
    ...event.right.map((right) => `- Right: ${right}`),
    ...(event.misconception ? [`- Look again: ${event.misconception}`] : []),
    ...(event.missing_cue ? [`- Look again: ${event.missing_cue}`] : []),
    ...(event.confirm ? [`- ${event.confirm}`] : []),
  ];
}
