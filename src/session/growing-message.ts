import type { DraftPiece } from "./stream-draft.ts";

/** A piece as watchers hear it. `draft` counts the turn's drafts and attempts of which anything was seen, from 1. */
export interface Delta extends DraftPiece {
  readonly draft: number;
}

/** What watchers have seen of the message that is being written: in memory only, for nothing of it is the lesson's truth. */
export interface GrowingMessage {
  readonly add: (piece: DraftPiece) => void;
  /** What someone who comes now has to hear to see what the others see; empty when nothing was shown. */
  readonly soFar: () => readonly Delta[];
  /** The message is delivered, or will never be. */
  end(): void;
}

/** Numbers the pieces of a turn's message, tells `onDelta`, and keeps them for who joins in the middle. */
export function createGrowingMessage(onDelta: (delta: Delta) => void): GrowingMessage {
  let draft = 0;
  let teaching = "";
  let question = "";
  return {
    add(piece) {
      if (piece.reset) {
        draft += 1;
        teaching = "";
        question = "";
      }
      if (piece.part === "teaching") teaching += piece.text;
      else question += piece.text;
      onDelta({ ...piece, draft });
    },
    soFar() {
      if (teaching === "") return [];
      const whole: Delta = { part: "teaching", text: teaching, reset: true, draft };
      return question === "" ? [whole] : [whole, { part: "question", text: question, reset: false, draft }];
    },
    end() {
      draft = 0;
      teaching = "";
      question = "";
    },
  };
}
