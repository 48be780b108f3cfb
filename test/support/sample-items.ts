import type { ChoiceItem, CodeItem, Misconception, NumericItem, OpenItem } from "../../src/curriculum/pack.schema.ts";
import type { EvaluatorInput } from "../../src/agents/inputs.ts";

const base = {
  role: "main" as const,
  cue: "Count who has stored it.",
  confirm: "That is the quorum.",
  hints: [
    "Think of a vote.",
    "How many must agree?",
    "A group that always overlaps is needed.",
    "A club decides when most members say yes.",
  ],
};

/** An open question with two key points and one known misconception. */
export const openItem: OpenItem = {
  ...base,
  id: "itm_sample_open",
  form: "open",
  prompt: "The leader of five servers stores a write on itself and one follower. Is the write committed, and why?",
  key: "It is not committed, because only two of five servers have stored it and a majority would be three.",
  key_points: [
    {
      id: "refused",
      text: "The write is not committed yet.",
      cue: "Say whether it counts yet.",
      match: ["not commit*|safe|final|count*", "uncommit*"],
    },
    {
      id: "majority",
      text: "Two of five is no majority.",
      cue: "Compare two with what is needed.",
      match: ["not majority|most|more_than_half|enough", "only 2|two_of_five", "need* 3|majority|more_than_half"],
    },
  ],
};

export const misconceptions: readonly Misconception[] = [
  {
    id: "leader_decides",
    name: "The leader decides alone",
    feedback: "A leader can crash as well.",
    match: ["leader|it enough|suffic*|decides alone|itself|leader", "leader has_it|stored_it|decides|is_enough !follower*"],
  },
];

export const choiceItem: ChoiceItem = {
  ...base,
  id: "itm_sample_choice",
  form: "choice",
  prompt: "What happens to an entry that two of five servers have stored?",
  key: "It waits for a third server.",
  options: [
    { id: "a", text: "It is committed at once", correct: false, misconception: "leader_decides" },
    { id: "b", text: "It is not committed until a third server has it", correct: true },
    { id: "c", text: "It is lost for good", correct: false },
  ],
};

export const numericItem: NumericItem = {
  ...base,
  id: "itm_sample_numeric",
  form: "numeric",
  prompt: "What is 1/3 + 1/4 of a litre?",
  key: "Both are twelfths: 4/12 + 3/12 = 7/12.",
  value: "7/12",
  tolerance: 0,
  units: ["litre", "l"],
  lowest_terms: true,
  wrong_values: [{ value: "2/7", misconception: "leader_decides" }],
};

export const codeItem: CodeItem = {
  ...base,
  id: "itm_sample_code",
  form: "code",
  programming_language: "python",
  prompt: "Write a loop that adds the numbers 1 to 10 to `total`.",
  key: "```python\nfor i in range(1, 11):\n    total += i\n```",
  key_points: [
    {
      id: "loop",
      text: "The loop runs from 1 to 10.",
      cue: "Where does the range stop?",
      match: ["for_*_in_range(1,11)"],
      in_words: ["1 10", "each|every number"],
    },
    {
      id: "sum",
      text: "Each number is added.",
      cue: "What changes in each round?",
      match: ["total_+=_*", "total_=_total_+_*", "total_=_*_+_total"],
      in_words: ["add* total"],
    },
  ],
};

/** An input for the evaluator about one of the samples (the open one unless said otherwise). */
export function evaluatorInput(reply: string, change: Partial<EvaluatorInput> = {}): EvaluatorInput {
  const item = change.item === undefined ? openItem : change.item;
  return {
    language: "en",
    node: { id: "node_quorum", concept: "Quorum", goal: "You can say when a write is committed." },
    question: item?.prompt ?? "What makes a write safe?",
    misconceptions,
    reply,
    recent: [],
    remediation_round: 0,
    points_met: [],
    ...change,
    item,
  };
}
