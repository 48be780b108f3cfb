import type { TutorInput } from "../agents/inputs.ts";
import { checkDraft } from "../agents/tutor/check-draft.ts";
import { createDraftReader } from "./partial-draft.ts";
import { wholeSentences } from "./whole-sentences.ts";

/** A piece of a draft that may be seen. `reset`: it is the beginning, and whatever was seen of the turn's message before gives way to it. */
export interface DraftPiece {
  readonly part: "teaching" | "question";
  readonly text: string;
  readonly reset: boolean;
}

const END_MARK = /[.!?…。！？\n]/;
/** Cannot be judged before the message is whole. */
const LATER_CHECKS: ReadonlySet<string> = new Set(["takes_up_words"]);

/**
 * The gate of a draft that is shown while it is written. It hears the model's answer so far, as often as it grows, and gives on whole sentences, each
 * after the message up to its end has passed the code's checks; the question only when it is complete, with all of the teaching before it. The first
 * sentence that fails stops it: the rest is for the gate after the draft. When the answer begins anew (another request, another model) so does this.
 */
export function streamDraft(input: TutorInput, onPiece: (piece: DraftPiece) => void): (text: string) => void {
  let heard = "";
  /** How much of the teaching is behind the last end of a sentence. */
  let passed = 0;
  let reader = createDraftReader();
  let isStopped = false;
  let questionShown = false;
  /** What is seen of the teaching; null before the first piece of this draft. */
  let shown: string | null = null;

  function showTeaching(safe: string): void {
    if (shown !== null && safe.startsWith(shown)) {
      if (safe.length > shown.length) onPiece({ part: "teaching", text: safe.slice(shown.length), reset: false });
    } else {
      onPiece({ part: "teaching", text: safe, reset: true });
      questionShown = false;
    }
    shown = safe;
  }

  return (text) => {
    if (!text.startsWith(heard)) {
      reader = createDraftReader();
      isStopped = false;
      heard = "";
      passed = 0;
    }
    if (isStopped) return;
    reader.push(text.slice(heard.length));
    heard = text;

    const { teaching, teaching_done, question, question_done } = reader.partial;
    // Most pieces of an answer end nothing: only after an end mark is it worth looking.
    if (!teaching_done && !END_MARK.test(teaching.slice(passed))) return;
    const whole = teaching_done ? teaching : wholeSentences(teaching);
    passed = whole.length;
    const safe = whole.trim();
    // An answer that began anew says the same again up to here, or something else: that is known when it is as long.
    if (safe !== "" && safe !== shown && !(shown?.startsWith(safe) && !teaching_done)) {
      if (isFaulty(input, safe)) isStopped = true;
      else showTeaching(safe);
    }
    if (isStopped || questionShown || !teaching_done || !question_done || shown !== teaching.trim() || shown === "") return;
    const asked = question.trim();
    isStopped = checkDraft(input, wholeDraft(input, shown, asked)).length > 0;
    if (isStopped) return;
    questionShown = true;
    onPiece({ part: "question", text: asked, reset: false });
  };
}

/** Whether the teaching up to here fails a check. What it will ask is not known yet: the question that was given stands in for it. */
function isFaulty(input: TutorInput, teaching: string): boolean {
  const findings = checkDraft(input, wholeDraft(input, teaching, input.item?.prompt ?? "?"));
  return findings.some(({ check }) => !LATER_CHECKS.has(check));
}

const wholeDraft = (input: TutorInput, teaching: string, question: string) => ({
  teaching,
  question,
  citations: [],
  hints: [],
  item_id: input.item?.id ?? null,
  strategy: input.strategy,
});

/** Keeps pieces until somebody wants to hear them, and gives on what comes after that. */
export interface PieceTap {
  add(piece: DraftPiece): void;
  pourInto(hear: (piece: DraftPiece) => void): void;
}

/** A closed tap. What gave way before it was opened is never seen. */
export function createPieceTap(): PieceTap {
  let kept: DraftPiece[] = [];
  let hear: ((piece: DraftPiece) => void) | null = null;
  return {
    add(piece) {
      if (hear) return hear(piece);
      if (piece.reset) kept = [];
      kept.push(piece);
    },
    pourInto(listener) {
      hear = listener;
      for (const piece of kept.splice(0)) listener(piece);
    },
  };
}
