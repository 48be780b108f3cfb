import type { Node, Path } from "../../src/protocol/lesson.schema.ts";
import type { PublicEvaluation, PublicEvent } from "../../src/protocol/public-event.schema.ts";

type Unnumbered<E> = E extends unknown ? Omit<E, "v" | "seq" | "at"> : never;
export type Happening = Unnumbered<PublicEvent>;
type Delivered = Extract<Happening, { type: "tutor_delivered" }>;

/** Numbers what happened, from `after` + 1 on, as a session's log would. */
export function logOf(happenings: readonly Happening[], after = 0): PublicEvent[] {
  return happenings.map((happening, index) => ({ v: 1, seq: after + index + 1, at: "2026-11-20T12:00:00.000Z", ...happening }));
}

export const NODES: readonly Node[] = [
  { id: "node_1", concept: "Many copies, one truth", goal: "You can say why a cluster keeps copies, and what goes wrong with them." },
  { id: "node_2", concept: "One leader at a time", goal: "You can explain why only one member takes writes." },
  { id: "node_3", concept: "Why a majority", goal: "You can say what a cut-off minority may do, and why." },
  { id: "node_4", concept: "The log and its order", goal: "You can follow an entry from proposal to commit." },
  { id: "node_5", concept: "When a leader dies", goal: "You can tell which member may take over." },
  { id: "node_6", concept: "What you can now explain", goal: "You can explain a failure from end to end." },
];

/** The same, with written questions enough to be asked about before they are explained; the last one never is. */
export const PROBED_NODES: readonly Node[] = NODES.map((node, index) =>
  index < NODES.length - 1 ? { ...node, can_be_probed: true } : node,
);

export const PATHS: Path[] = [
  {
    id: "1",
    name: "Build it piece by piece",
    description: "Start with one machine and add what breaks: each step repairs a failure you have seen.",
    approach: "mechanism",
    minutes: 18,
    teaching_sequence: [...PROBED_NODES],
  },
  {
    id: "2",
    name: "Learn from failures",
    description: "Begin with an outage and work back to the rules that would have prevented it.",
    approach: "failure",
    minutes: 15,
    teaching_sequence: NODES.slice(0, 5),
  },
  {
    id: "3",
    name: "As a parliament",
    description: "Everything through one picture: members who vote, a speaker, and a book of minutes.",
    approach: "analogy",
    minutes: 18,
    teaching_sequence: [...NODES],
  },
];

export const CREATED: Happening = {
  type: "session_created",
  session_id: "ses_fixture",
  lesson_context: {
    lesson_id: "les_raft",
    title: "How etcd keeps a cluster in agreement",
    objectives: ["Explain why a majority decides"],
    language: "en",
    basis: "pack",
    pack: { id: "raft-etcd", version: 1 },
  },
  settings: { advance: "evaluator", max_retries: 3, delivery: "gate" },
};
export const OFFERED: Happening = { type: "paths_generated", paths: PATHS, source: "embedded" };
export const CHOSEN: Happening = { type: "path_chosen", message_id: "msg_path1", path_id: "1", teaching_path: [...NODES] };

export const CHOSEN_TO_BE_PLACED: Happening = {
  type: "path_chosen",
  message_id: "msg_path1",
  path_id: "1",
  teaching_path: [...PROBED_NODES],
  placement: true,
};

/** A tutor message; an open question with four hints unless told otherwise. */
export function teaching(node_index: number, change: Partial<Delivered> = {}): Happening {
  return {
    type: "tutor_delivered",
    node_id: NODES[node_index]?.id ?? "",
    node_index,
    reason: node_index === 0 ? "first" : "advance",
    strategy: "introduce",
    teaching:
      "You have seen that one member, the **leader**, takes every write. Before it says “done”, it waits until a **majority** of the members has the entry on disk.\n\nTwo majorities of the same cluster always share at least one member.",
    question: "A five-member cluster is cut into groups of three and two. A client writes to the group of two. What does it see, and why?",
    item: { item_id: `itm_${node_index}`, form: "open", options: [] },
    hints_total: 4,
    reviewed: true,
    source: "embedded",
    ...change,
  };
}

export const replied = (text: string, message_id: string): Happening => ({ type: "learner_replied", message_id, text });

/** A verdict; wrong and plain unless told otherwise. */
export function judged(message_id: string, change: Partial<PublicEvaluation & { practise: true }> = {}): Happening {
  return {
    type: "reply_evaluated",
    message_id,
    source: "embedded",
    user_intent: "attempt_answer",
    evaluation: "wrong",
    should_advance: false,
    advance_reason: null,
    quoted: null,
    right: [],
    misconception: null,
    missing_cue: null,
    confirm: null,
    unverified: false,
    ...change,
  };
}

export const advanced = (message_id: string, change: Partial<PublicEvaluation> = {}): Happening =>
  judged(message_id, { evaluation: "correct", should_advance: true, advance_reason: "evaluator", ...change });

export const hinted = (level: number, text: string): Happening => ({
  type: "hint_delivered",
  message_id: `msg_hint${level}`,
  level,
  of: 4,
  text,
});

/** A node taught, answered and passed. */
export function passed(node_index: number, change: Partial<PublicEvaluation> = {}): Happening[] {
  const id = `msg_pass${node_index}`;
  return [teaching(node_index), replied("The leader waits for most of the members.", id), advanced(id, change)];
}

/** A question before anything is explained. */
export const probe = (node_index: number, change: Partial<Delivered> = {}): Happening =>
  teaching(node_index, {
    reason: "probe",
    teaching: "Before I explain anything, answer this from memory. If it is new to you, just say so, and we begin there.",
    hints_total: 0,
    ...change,
  });

/** A node that was known: two probes, and it is skipped. */
export function placed(node_index: number): Happening[] {
  const [first, second] = [`msg_probe${node_index}a`, `msg_probe${node_index}b`];
  return [
    probe(node_index),
    replied("Only one member takes writes, so all see them in one order.", first),
    judged(first, { evaluation: "correct", quoted: "all see them in one order", placement: "probe" }),
    probe(node_index, {
      teaching: "You had that without an explanation. One more on this step, and we can skip it.",
      question: "Why does a second leader do harm, even for a moment?",
      item: { item_id: `itm_${node_index}_2`, form: "open", options: [] },
    }),
    replied("Two of them could say yes to writes that contradict each other.", second),
    advanced(second, {
      quoted: "writes that contradict each other",
      confirm: "One leader means one order of writes: nobody has to compare notes.",
      advance_reason: "placed",
      placement: "skip",
    }),
  ];
}

export const COMPLETED: Happening = {
  type: "session_completed",
  summary: {
    outcomes: NODES.map((node, index) => ({
      node_id: node.id,
      concept: node.concept,
      goal: node.goal,
      hints_used: index === 2 ? 2 : 0,
      failures: index === 2 ? 1 : 0,
      outcome: index === 2 ? "with_help" : index === 3 ? "set_aside" : "unassisted",
    })),
    closing_check: "unassisted",
    revisit: [
      { node_id: "node_4", concept: "The log and its order", due: "2026-11-21" },
      { node_id: "node_3", concept: "Why a majority", due: "2026-11-23" },
    ],
  },
};
