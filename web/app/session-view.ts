import type { AskedItem, DraftReason, LessonContext, Node, Path, Summary } from "../../src/protocol/lesson.schema.ts";
import type { PublicEvaluation, PublicEvent } from "../../src/protocol/public-event.schema.ts";
import type { StoneState } from "../ui/stones.ts";
import { ownWords } from "./own-words.ts";

/** Whose move it is, or that nobody's is. */
export type Turn = "planning" | "choosing_path" | "tutor" | "learner" | "evaluator" | "completed" | "abandoned";

/** Said once, at the first message for which it is true: who teaches when it is not a model. */
export type TutorNote = "built_in" | "took_over" | "model_back";

type Source = Extract<PublicEvent, { type: "tutor_delivered" }>["source"];

export interface Teaching {
  readonly kind: "teaching";
  readonly seq: number;
  readonly reason: DraftReason;
  readonly teaching: string;
  readonly question: string;
  readonly item: AskedItem | null;
  readonly reviewed: boolean;
  readonly note: TutorNote | null;
  /** Other words were shown in its place while it was written. */
  readonly rewritten: boolean;
  /** Passages of documents that it rests on, by id. */
  readonly cites: readonly string[];
}
export interface Verdict {
  readonly kind: "verdict";
  readonly seq: number;
  readonly evaluation: PublicEvaluation;
  readonly is_program: boolean;
}
export type Entry =
  | Teaching
  | Verdict
  /** A tutor message that is being written. */
  | {
      readonly kind: "growing";
      readonly seq: number;
      readonly teaching: string;
      readonly question: string;
      readonly is_stale: boolean;
      readonly rewritten: boolean;
    }
  | { readonly kind: "hint"; readonly seq: number; readonly level: number; readonly of: number; readonly text: string }
  /** `is_program`: a program was asked for, so the words are shown as one. */
  | { readonly kind: "reply"; readonly seq: number; readonly text: string; readonly is_program: boolean };

/** The conversation about one node. */
export interface Chapter {
  readonly node_index: number;
  readonly entries: readonly Entry[];
}

/** The question that waits for an answer, or that was answered last. */
export interface Question {
  readonly item: AskedItem | null;
  readonly hints_total: number;
  readonly hints_given: number;
}

export interface SessionView {
  readonly seq: number;
  readonly lesson: LessonContext | null;
  readonly paths: readonly Path[];
  readonly path_name: string | null;
  readonly nodes: readonly Node[];
  readonly stones: readonly StoneState[];
  readonly chapters: readonly Chapter[];
  readonly turn: Turn;
  /** Why the tutor is writing, while it is. */
  readonly reason: DraftReason;
  readonly question: Question | null;
  /** Replies to the current node that did not advance, questions excepted: from 4 on the step may be set aside. */
  readonly remediation_round: number;
  /** Whether steps are asked about before they are explained. */
  readonly placing: boolean;
  readonly teacher: Source | null;
  readonly summary: Summary | null;
}

export const EMPTY_VIEW: SessionView = {
  seq: 0,
  lesson: null,
  paths: [],
  path_name: null,
  nodes: [],
  stones: [],
  chapters: [],
  turn: "planning",
  reason: "first",
  question: null,
  remediation_round: 0,
  placing: false,
  teacher: null,
  summary: null,
};

/** Rounds after which a learner may set a step aside; the server holds the same line. */
const SET_ASIDE_FROM_ROUND = 4;

/** The view after these events. An event that was folded before (its `seq` is not newer) changes nothing. */
export function foldEvents(events: readonly PublicEvent[], from: SessionView = EMPTY_VIEW): SessionView {
  return events.reduce(foldEvent, from);
}

/** The view after one more event. */
export function foldEvent(view: SessionView, event: PublicEvent): SessionView {
  return event.seq <= view.seq ? view : { ...view, ...changeOf(view, event), seq: event.seq };
}

function changeOf(view: SessionView, event: PublicEvent): Partial<SessionView> {
  switch (event.type) {
    case "session_created":
      return { lesson: event.lesson_context };
    case "paths_generated":
      return { paths: event.paths, turn: "choosing_path" };
    case "path_chosen":
      return {
        nodes: event.teaching_path,
        stones: event.teaching_path.map((_, index) => (index === 0 ? "current" : "to_come")),
        path_name: view.paths.find((path) => path.id === event.path_id)?.name ?? null,
        turn: "tutor",
        reason: event.placement ? "probe" : "first",
        placing: event.placement ?? false,
      };
    // Drafts and reviews change who is at work, and that comes with the activity frames.
    case "tutor_drafted":
    case "draft_reviewed":
      return {};
    case "tutor_delivered":
      return delivered(view, event);
    case "hint_delivered":
      return {
        ...withEntry(view, { kind: "hint", seq: event.seq, level: event.level, of: event.of, text: event.text }),
        question: view.question && { ...view.question, hints_given: event.level, hints_total: event.of },
      };
    case "teaching_requested":
      return { turn: "tutor", reason: "teach", placing: false };
    case "learner_replied":
      return {
        ...withEntry(view, {
          kind: "reply",
          seq: event.seq,
          text: ownWords(event.text, view.question?.item ?? null),
          is_program: asksForProgram(view),
        }),
        turn: "evaluator",
      };
    case "reply_evaluated":
      return evaluated(view, event);
    case "session_completed":
      return { turn: "completed", summary: event.summary };
    case "session_abandoned":
      return { turn: "abandoned" };
    default:
      // A newer server may know events that this page does not: they are counted and otherwise left alone.
      return {};
  }
}

function delivered(view: SessionView, event: Extract<PublicEvent, { type: "tutor_delivered" }>): Partial<SessionView> {
  const entry: Teaching = {
    kind: "teaching",
    seq: event.seq,
    reason: event.reason,
    teaching: event.teaching,
    question: event.question,
    item: event.item,
    reviewed: event.reviewed,
    note: noteFor(view.teacher, event.source),
    rewritten: false,
    cites: event.cites ?? [],
  };
  const sameNode = view.chapters.at(-1)?.node_index === event.node_index;
  const sameItem = sameNode && event.item !== null && view.question?.item?.item_id === event.item.item_id;
  return {
    ...(sameNode ? withEntry(view, entry) : { chapters: [...view.chapters, { node_index: event.node_index, entries: [entry] }] }),
    turn: "learner",
    teacher: event.source,
    question: { item: event.item, hints_total: event.hints_total, hints_given: sameItem ? (view.question?.hints_given ?? 0) : 0 },
  };
}

function noteFor(before: Source | null, now: Source): TutorNote | null {
  const wasModel = before === "model";
  const isModel = now === "model";
  if (before === null) return isModel ? null : "built_in";
  if (wasModel === isModel) return null;
  return isModel ? "model_back" : "took_over";
}

function evaluated(view: SessionView, event: Extract<PublicEvent, { type: "reply_evaluated" }>): Partial<SessionView> {
  const quoted = event.quoted && ownWords(event.quoted, view.question?.item ?? null);
  const said = withEntry(view, { kind: "verdict", seq: event.seq, evaluation: { ...event, quoted }, is_program: asksForProgram(view) });
  if (event.practise) return { ...said, turn: "tutor", reason: "practise" };
  if (event.placement === "probe") return { ...said, turn: "tutor", reason: "probe" };
  if (event.placement === "teach") return { ...said, turn: "tutor", reason: "teach", placing: false };
  if (!event.should_advance) {
    const asked = event.user_intent === "ask_question";
    return {
      ...said,
      turn: "tutor",
      reason: asked ? "answer_question" : "remediate",
      remediation_round: view.remediation_round + (asked ? 0 : 1),
    };
  }
  const laid = view.stones.indexOf("current");
  const placing = view.placing && view.nodes[laid + 1]?.can_be_probed === true;
  return {
    ...said,
    turn: "tutor",
    reason: placing ? "probe" : "advance",
    placing,
    remediation_round: 0,
    stones: view.stones.map((stone, index) => (index === laid ? stoneAfter(event) : index === laid + 1 ? "current" : stone)),
  };
}

/** How the stone lies that an evaluation moved the learner past. */
function stoneAfter({ advance_reason, unverified }: Pick<PublicEvaluation, "advance_reason" | "unverified">): StoneState {
  if (advance_reason === "set_aside" || advance_reason === "placed") return advance_reason;
  return unverified ? "unverified" : "laid";
}

function withEntry(view: SessionView, entry: Entry): Pick<SessionView, "chapters"> {
  const last = view.chapters.at(-1);
  if (!last) return { chapters: view.chapters };
  return { chapters: [...view.chapters.slice(0, -1), { ...last, entries: [...last.entries, entry] }] };
}

/** The verdict that ended the chapter before the last one: it stays in sight while the next stone begins. */
export function carriedVerdict(view: SessionView): Verdict | null {
  const entry = view.chapters.at(-2)?.entries.at(-1);
  return entry?.kind === "verdict" ? entry : null;
}

/** The very last verdict, if nothing came after it. */
export function lastVerdict(view: SessionView): Verdict | null {
  const entry = view.chapters.at(-1)?.entries.at(-1);
  return entry?.kind === "verdict" ? entry : null;
}

/** Whether the question that waits, or that was answered last, asks for a program. */
export function asksForProgram(view: SessionView): boolean {
  return view.question?.item?.form === "code";
}

/** Whether the step may be set aside now. */
export function maySetAside(view: SessionView): boolean {
  return view.turn === "learner" && view.remediation_round >= SET_ASIDE_FROM_ROUND;
}

/** Whether the learner may be asked first on this path: its first step can be asked about before it is explained. */
export function mayBePlaced(path: Path): boolean {
  return path.teaching_sequence[0]?.can_be_probed === true;
}

/** Whether the node in sight is the closing one, the check without hints. */
export function isClosingCheck(view: SessionView): boolean {
  return view.chapters.at(-1)?.node_index === view.nodes.length - 1 && view.nodes.length > 1;
}
