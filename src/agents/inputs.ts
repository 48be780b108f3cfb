import type { Item, Misconception, Pack, PackNode, PackOutline } from "../curriculum/pack.schema.ts";
import type { DraftReason, Node, Path, Strategy } from "../protocol/lesson.schema.ts";
import type { Evaluation } from "./evaluator/evaluator.schema.ts";
import type { SourceAnswer } from "./source-answer.schema.ts";
import type { TutorOutput } from "./tutor/tutor.schema.ts";

/** Another step of the learner's path, and whether it lies behind them. */
export interface OtherStep {
  readonly material: PackNode;
  readonly is_done: boolean;
}

/** One line of the conversation as prompts see it. */
export interface Message {
  readonly role: "tutor" | "user";
  readonly content: string;
}

/** Text that may be taught from and cited: a pack's explanations, or extracts of pasted materials. */
export interface Passage {
  readonly id: string;
  readonly text: string;
}

export interface PathGeneratorInput {
  readonly language: string;
  readonly title: string;
  readonly objectives: readonly string[];
  /** The pack to plan over (a starter pack, or one extracted from materials); null when there are only objectives. */
  readonly pack: Pack | null;
}

export interface EvaluatorInput {
  readonly language: string;
  readonly node: Node;
  /** The question as the learner saw it. */
  readonly question: string;
  /** The item behind the question, with its key; null when the question was the tutor's own or there is no material. */
  readonly item: Item | null;
  readonly misconceptions: readonly Misconception[];
  readonly reply: string;
  /** The last 2 turns, oldest first, without the reply. */
  readonly recent: readonly Message[];
  /** How many replies on this node did not advance, questions excepted. */
  readonly remediation_round: number;
  /** Ids of the item's key points that earlier replies to this very question met: the learner need not say them again. */
  readonly points_met: readonly string[];
}

export interface TutorInput {
  readonly language: string;
  readonly lesson_title: string;
  readonly path: Pick<Path, "name" | "description" | "approach">;
  readonly node: Node;
  /** The pack's material for the node; null when there is none. */
  readonly material: PackNode | null;
  readonly glossary: PackOutline["glossary"];
  /** The node just finished and how, when this message has to bridge from it. */
  readonly previous: { readonly node_id: string; readonly concept: string; readonly left: "passed" | "set_aside" | "placed" } | null;
  readonly is_closing: boolean;
  readonly reason: DraftReason;
  readonly strategy: Strategy;
  /** The question to ask, chosen by code; null when the tutor has to write its own. */
  readonly item: Item | null;
  /** Whether `item` is asked again after an answer that did not advance. */
  readonly item_is_repeat: boolean;
  readonly evaluation: Evaluation | null;
  /** The learner's last reply, verbatim. */
  readonly reply: string | null;
  /** Whether code took the last reply for an attempt to instruct the evaluator. */
  readonly reply_instructs: boolean;
  readonly reviewer_notes: string | null;
  /** The last 6 turns, oldest first. */
  readonly history: readonly Message[];
  readonly passages: readonly Passage[];
  /** What the course's documents say to the learner's question; absent where there is no question, no course, or nobody could look. */
  readonly sources?: SourceAnswer | undefined;
  /** The other steps of the path, in its order, for a question that this one does not answer; absent where nothing was asked. */
  readonly other_steps?: readonly OtherStep[] | undefined;
  /** Ids of passages already used in this node. */
  readonly used_passage_ids: readonly string[];
  readonly remediation_round: number;
  /** Tutor messages delivered so far in this session: varies wording without chance. */
  readonly turn_number: number;
}

/** The tutor's words before review, with what code knows about them. */
export interface Draft extends TutorOutput {
  readonly item_id: string | null;
  readonly strategy: Strategy;
  /** What of the course's documents it could cite; absent where nobody looked. */
  readonly sources?: SourceAnswer | undefined;
}

export interface ReviewerInput {
  readonly language: string;
  readonly node: Node;
  readonly draft: Draft;
  readonly item: Item | null;
  readonly evaluation: Evaluation | null;
  readonly reply: string | null;
}
