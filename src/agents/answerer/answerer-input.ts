/** A passage that may be cited. */
export interface AnswererPassage {
  readonly id: string;
  /** Headings above it, for reading only. */
  readonly heading: string;
  readonly text: string;
}

/** What the answerer is asked. */
export interface AnswererInput {
  readonly question: string;
  /** Language tag of the answer. */
  readonly language: string;
  /** Best first. */
  readonly passages: readonly AnswererPassage[];
  /** Whether a judgement by words alone takes the passages to answer; the embedded counterpart has no other. */
  readonly sufficient: boolean;
}
