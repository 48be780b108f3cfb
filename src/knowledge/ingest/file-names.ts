/** The parts of a document's text: its length and where each part begins. */
export const TEXT_INDEX = "text/index";

/** A part of the text, from 0. */
export const textName = (number: number): string => `text/${number.toString().padStart(4, "0")}`;

/** What was read from the part `from` on, as it was read. */
export const rawName = (from: number): string => `raw/${from.toString().padStart(5, "0")}`;

/** A run of passages on their way into the indexes, from 0. */
export const passagesName = (run: number): string => `passages/${run.toString().padStart(4, "0")}`;
