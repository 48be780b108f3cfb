import { createHash } from "node:crypto";
import type { AgentName } from "../../src/agents/agent.ts";
import type { ChatBody } from "../support/fault-model-server.ts";
import type { Dice } from "./dice.ts";
import { isRightAnswer } from "./replies.ts";
import { FULL_MARKS } from "../support/full-marks.ts";

/** One request as it came in: when (ms since the epoch), from which agent, and the SHA-256 of its prompt as the log keeps it. */
export interface ModelRequest {
  readonly at: number;
  readonly agent: AgentName;
  readonly prompt_hash: string;
}

export interface ScriptedModel {
  /** Answers one request, after a while. */
  answer(body: ChatBody): Promise<unknown>;
  readonly requests: readonly ModelRequest[];
}

const ROLES: readonly (readonly [RegExp, AgentName])[] = [
  [/^You are the Path Generator/, "path_generator"],
  [/^You are the Evaluator/, "evaluator"],
  [/^You are the Tutor/, "tutor"],
  [/^You are the Pedagogical Reviewer/, "reviewer"],
];

/** The reviewer sends this share of the drafts back: now and then all four of a turn, so that one goes out unreviewed. */
const REFUSED_SHARE = 0.5;

/** A model that plays all four roles well enough for a lesson, with pauses long enough to be killed in. */
export function createScriptedModel(dice: Dice, onCall: (agent: AgentName) => void): ScriptedModel {
  const requests: ModelRequest[] = [];
  let answers = 0;
  return {
    requests,
    async answer({ messages }) {
      const [system = "", user = ""] = messages.map(({ content }) => content);
      const agent = ROLES.find(([role]) => role.test(system))?.[1];
      if (!agent) throw new Error(`An unknown prompt: ${system.slice(0, 80)}`);
      requests.push({ at: Date.now(), agent, prompt_hash: createHash("sha256").update(`${system}\u0000${user}`).digest("hex") });
      const pauseMs = dice.between(3, 40);
      const isRefused = dice.chance(REFUSED_SHARE);
      onCall(agent);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      answers += 1;
      return speak(agent, user, isRefused, spell(answers));
    },
  };
}

/** What stands between the marks of the last data block of this name in a prompt. */
function readData(prompt: string, name: string): string {
  return prompt.split(`<<<${name}\n`).at(-1)?.split(`\n${name}>>>`)[0] ?? "";
}

/** `mark` makes every draft and every refusal a new one, so that no two prompts that follow from them are the same. */
function speak(agent: AgentName, prompt: string, isRefused: boolean, mark: string): unknown {
  switch (agent) {
    case "path_generator": {
      const sequence = ["cake", "bread", "pie"].map((slug) => ({
        id: `node_${slug}`,
        concept: `Pieces of a ${slug}`,
        goal: "You can say which piece is larger.",
      }));
      return {
        paths: [
          { id: "1", name: "By sharing", description: "Share first.", approach: "picture", teaching_sequence: sequence },
          { id: "2", name: "By counting", description: "Count first.", approach: "number", teaching_sequence: sequence },
        ],
      };
    }
    case "evaluator":
      return judge(readData(prompt, "question"), readData(prompt, "reply"));
    case "tutor": {
      const taken = prompt.includes("<<<learner_reply\n") ? `You wrote “${readData(prompt, "learner_reply")}”. ` : "";
      const teaching = `${taken}Guests keep arriving while the whole stays as it is, and every share shrinks. This is picture ${mark}.`;
      return { teaching, question: readData(prompt, "given_question"), citations: [], hints: [] };
    }
    case "reviewer":
      return { approved: !isRefused, feedback: isRefused ? `Say it with another picture than ${mark}.` : "", principles: FULL_MARKS };
  }
}

function judge(question: string, reply: string): unknown {
  const nothing = { key_points_met: [], key_points_missed: ["which", "why"], missing_cue: null, misconception_id: null, confidence: 0.9 };
  const words = { reasoning: "Judged by the script.", guidance_for_tutor: "Go on from there." };
  if (reply.endsWith("?"))
    return { user_intent: "ask_question", evaluation: "n/a", should_advance: false, quoted: "", ...nothing, ...words };
  if (/know/.test(reply)) return { user_intent: "stuck", evaluation: "n/a", should_advance: false, quoted: "", ...nothing, ...words };
  const isRight = isRightAnswer(question, reply);
  const verdict = isRight ? "correct" : "wrong";
  const points = isRight ? { key_points_met: ["which", "why"], key_points_missed: [] } : {};
  return { user_intent: "attempt_answer", evaluation: verdict, should_advance: isRight, quoted: reply, ...nothing, ...points, ...words };
}

/** A number in letters: digits could be mistaken for the lesson's own. */
function spell(count: number): string {
  return [...String(count)].map((digit) => "bcdfghjklm"[Number(digit)]).join("");
}
