import { describeError } from "../../shared/describe-error.ts";
import type { Logger } from "../../shared/logger.ts";
import type { Timer } from "../timer.port.ts";
import { readText } from "../providers/read-body.adapter.ts";
import type { ModerationConfig } from "./guard.config.ts";
import type { Direction, Moderator, Review } from "./guard.port.ts";
import { moderationSchema } from "./moderation.schema.ts";

/** A learner waits for it before every answer of a model; beyond this the lesson goes on without it. */
export const MODERATION_TIMEOUT_MS = 2_000;
/** The longest reply there is, four times over. The rest of a longer text is not judged. */
const MAX_JUDGED_CHARS = 32_000;
/** Category names are the server's own; the log gets no more than this of them. */
const CATEGORY = /^[a-z][a-z0-9_/-]{0,40}$/;
const MAX_CATEGORIES = 6;

export interface OpenAiModeratorDeps {
  readonly fetch: typeof fetch;
  readonly timer: Timer;
  readonly logger: Logger;
}

/**
 * Asks any OpenAI-compatible `/moderations` whether a text may pass. A server that is down, slow or unintelligible lets it pass: a lesson does not stop
 * because a judge is ill. The log says so, and never what the text was.
 */
export function createOpenAiModerator(
  { baseUrl, apiKey, model }: ModerationConfig,
  { fetch, timer, logger }: OpenAiModeratorDeps,
): Moderator {
  const url = `${baseUrl.replace(/\/+$/, "")}/moderations`;
  const headers = { "content-type": "application/json", ...(apiKey !== null && { authorization: `Bearer ${apiKey}` }) };
  const pass = (direction: Direction, reason: string): Review => {
    logger.warn("moderation_skipped", { direction, reason });
    return { allowed: true, reason };
  };

  async function ask(text: string, signal: AbortSignal): Promise<{ readonly status: number; readonly body: string }> {
    const body = JSON.stringify({ model, input: text.slice(0, MAX_JUDGED_CHARS) });
    const response = await fetch(url, { method: "POST", headers, body, signal, redirect: "manual" });
    const reader = response.body?.getReader();
    if (response.status === 200 && reader) return { status: 200, body: await readText(reader) };
    await reader?.cancel();
    return { status: response.status, body: "" };
  }

  return {
    async review(text, direction) {
      const controller = new AbortController();
      let cancel = () => {};
      const late = new Promise<null>((resolve) => {
        cancel = timer.after(MODERATION_TIMEOUT_MS, () => {
          resolve(null);
          controller.abort();
        });
      });
      try {
        const answer = await Promise.race([ask(text, controller.signal), late]);
        if (!answer) return pass(direction, `no answer within ${MODERATION_TIMEOUT_MS} ms`);
        if (answer.status !== 200) return pass(direction, `answered with status ${answer.status}`);
        const read = moderationSchema.safeParse(JSON.parse(answer.body));
        if (!read.success) return pass(direction, "answered something else");
        const named = read.data.results
          .filter(({ flagged }) => flagged)
          .flatMap(({ categories }) => Object.keys(categories).filter((key) => categories[key] === true));
        if (read.data.results.every(({ flagged }) => !flagged)) return { allowed: true, reason: null };
        const reason =
          named
            .filter((name) => CATEGORY.test(name))
            .slice(0, MAX_CATEGORIES)
            .join(", ") || "flagged";
        logger.info("moderation_refused", { direction, reason });
        return { allowed: false, reason };
      } catch (error) {
        return pass(direction, error instanceof SyntaxError ? "answered no JSON" : describeError(error).slice(0, 120));
      } finally {
        cancel();
      }
    },
  };
}
