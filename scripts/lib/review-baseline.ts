// The trivial methods beside which the reviewer's dimensions are measured: keyword rules as in ../shared/data/mrbench/baseline_rules.py, and numbers.
import type { Dimension } from "../../src/agents/reviewer/dimensions/judge-dimensions.ts";
import type { Occasion } from "../../src/agents/reviewer/dimensions/occasion.ts";

const GUIDES = /\?|\b(?:try|remember|think|consider|let'?s|hint)\b/i;
const ASKS = /\?|\b(?:try|can you|let'?s|check|look|calculate|find)\b/i;
const ACCEPTS =
  /^\W*(?:great|correct|exactly|perfect|yes|well done|good job)\b(?![\s\S]*\b(?:but|however|mistake|error|not quite|check|remember)\b)/i;

const numbersIn = (text: string): string[] => text.replaceAll(",", "").match(/\d+(?:\.\d+)?/g) ?? [];

/** What the rule says of a reply: keywords where there are some, the most frequent label elsewhere. */
export function rulesFor(dimension: Dimension, gold: readonly string[]): (occasion: Occasion) => string {
  switch (dimension) {
    case "guidance":
      return ({ reply }) => (GUIDES.test(reply) ? "Yes" : "No");
    case "actionability":
      return ({ reply }) => (ASKS.test(reply) ? "Yes" : "No");
    case "mistake_identification":
      return ({ reply }) => (ACCEPTS.test(reply) ? "No" : "Yes");
    case "answer_revealed":
      return ({ reply, solution }) => {
        const key = numbersIn(solution ?? "").at(-1);
        return key !== undefined && numbersIn(reply).includes(key) ? "Yes (and the answer is correct)" : "No";
      };
    default: {
      const counts = Map.groupBy(gold, (label) => label);
      const [most = ""] = [...counts].sort(([, a], [, b]) => b.length - a.length)[0] ?? [];
      return () => most;
    }
  }
}

/** How much a reply tells, by the simplest rule that does well: how many numbers it has, two less when it asks. */
export const ruleScore = ({ reply }: Occasion): number => numbersIn(reply).length - (reply.includes("?") ? 2 : 0);
