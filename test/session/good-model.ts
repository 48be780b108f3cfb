import type { ChatBody } from "../support/fault-model-server.ts";
import { FULL_MARKS } from "../support/full-marks.ts";

export const RIGHT_ANSWER = "The third is bigger because there are fewer pieces.";

export type Agent = "path_generator" | "evaluator" | "tutor" | "reviewer";

/** Which agent is asking, told by the first sentence of its system prompt. */
export function whoAsks({ messages }: ChatBody): Agent {
  const system = messages[0]?.content ?? "";
  if (/^You are the Tutor/.test(system)) return "tutor";
  if (/^You are the Pedagogical Reviewer/.test(system)) return "reviewer";
  if (/^You are the Evaluator/.test(system)) return "evaluator";
  if (/^You are the Path Generator/.test(system)) return "path_generator";
  throw new Error(`An unknown prompt: ${system.slice(0, 80)}`);
}

export const NODES = ["cake", "bread", "pie"].map((slug) => ({
  id: `node_${slug}`,
  concept: `Pieces of a ${slug}`,
  goal: "You can say which piece is larger.",
}));

/** What a good model says; single answers are replaced by the case. The question asked is read from the prompt, as a model would. */
export function goodModel(body: ChatBody): object {
  const user = body.messages.at(-1)?.content ?? "";
  switch (whoAsks(body)) {
    case "path_generator":
      return {
        paths: [
          { id: "1", name: "By sharing", description: "Share first.", approach: "picture", teaching_sequence: NODES },
          { id: "2", name: "By counting", description: "Count first.", approach: "number", teaching_sequence: NODES },
        ],
      };
    case "evaluator": {
      const points = { key_points_met: ["which", "why"], key_points_missed: [] };
      return {
        user_intent: "attempt_answer",
        evaluation: "correct",
        should_advance: true,
        quoted: RIGHT_ANSWER,
        ...points,
        missing_cue: null,
        misconception_id: null,
        confidence: 0.9,
        reasoning: "Both points are made.",
        guidance_for_tutor: "Go on.",
      };
    }
    case "tutor": {
      const prompt =
        /(Which is larger, a (?:third|half) or a (?:fifth|ninth) of one \w+, and why\?|Two tables share one \w+ each, four people here and six there\. Who gets a larger piece, and why\?|Into how many pieces is a \w+ cut when each is a fifth\?)/.exec(
          user,
        )?.[0];
      return {
        teaching: "Imagine that guests keep arriving while the whole stays the same. Every share has to shrink.",
        question: prompt ?? "Say it in your own words.",
        citations: [],
        hints: [],
      };
    }
    case "reviewer":
      return { approved: true, feedback: "", principles: FULL_MARKS };
  }
}
