import type { Clock } from "../../shared/clock.ts";
import { describeError } from "../../shared/describe-error.ts";
import type { Logger } from "../../shared/logger.ts";
import type { Timer } from "../timer.port.ts";
import { readText } from "../providers/read-body.adapter.ts";
import type { ModerationConfig } from "./guard.config.ts";
import type { Direction, Moderator, Review } from "./guard.port.ts";
import { moderationSchema } from "./moderation.schema.ts";

/** A learner waits for it before every answer of a model; beyond this the lesson goes on without it. */
export const MODERATION_TIMEOUT_MS = 2_000;
/** After it was late or out of order the server is left alone for a while, so that a turn of several texts loses two seconds to it and not two each. */
export const MODERATION_REST_MS = 10_000;
/** The longest reply there is, four times over. The rest of a longer text is not judged. */
const MAX_JUDGED_CHARS = 32_000;
/** Category names are the server's own; the log gets no more than this of them. */
const CATEGORY = /^[a-z][a-z0-9_/-]{0,40}$/;
const MAX_CATEGORIES = 6;

export interface OpenAiModeratorDeps {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly logger: Logger;
}

/**
 * Asks any OpenAI-compatible `/moderations` whether a text may pass. A server that is down, slow or unintelligible lets it pass: a lesson does not stop
 * because a judge is ill. The log says so, and never what the text was. Who was late, overloaded or out of reach is not asked for 10 s, which the log says
 * once. Who answers at once that it will not judge one text is asked about the next: no text may turn the judge off for others.
 */
export function createOpenAiModerator(
  { baseUrl, apiKey, model }: ModerationConfig,
  { fetch, clock, timer, logger }: OpenAiModeratorDeps,
): Moderator {
  const url = `${baseUrl.replace(/\/+$/, "")}/moderations`;
  const headers = { "content-type": "application/json", ...(apiKey !== null && { authorization: `Bearer ${apiKey}` }) };
  let restsSince = Number.NEGATIVE_INFINITY;
  const isResting = (): boolean => {
    const age = clock.now() - restsSince;
    // A clock that was set back would keep it at rest for as long.
    return age >= 0 && age < MODERATION_REST_MS;
  };
  const pass = (direction: Direction, reason: string): Review => {
    logger.warn("moderation_skipped", { direction, reason });
    return { allowed: true, reason };
  };

  const rest = (direction: Direction, reason: string): Review => {
    restsSince = clock.now();
    return pass(direction, reason);
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
      if (isResting()) return { allowed: true, reason: "at rest" };
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
        if (!answer) return rest(direction, `no answer within ${MODERATION_TIMEOUT_MS} ms`);
        if (answer.status === 429 || answer.status >= 500) return rest(direction, `answered with status ${answer.status}`);
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
        if (error instanceof SyntaxError) return pass(direction, "answered no JSON");
        return rest(direction, describeError(error).slice(0, 120));
      } finally {
        cancel();
      }
    },
  };
}
