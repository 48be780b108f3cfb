import type { PublicEvent } from "../../src/protocol/public-event.schema.ts";
import type { DeltaFrame } from "../../src/protocol/server-frames.schema.ts";
import type { Chapter, Entry, SessionView } from "./session-view.ts";

/** A tutor message that is shown while it is written. */
export interface Growing {
  readonly draft: number;
  readonly teaching: string;
  readonly question: string;
  /** The words that were in sight; another draft may begin with the same ones. */
  readonly seen: string;
  /** It was sent back: another one is being written, and this one will give way. */
  readonly is_stale: boolean;
  /** Something else was shown in its place before. */
  readonly rewritten: boolean;
}

/** The entry of a growing message has no number of its own yet; there is never more than one. */
export const GROWING_SEQ = 0;

const wordsOf = ({ teaching, question }: Pick<Growing, "teaching" | "question">): string =>
  `${teaching} ${question}`.replace(/\s+/g, " ").trim();

const NOTHING: Growing = { draft: 0, teaching: "", question: "", seen: "", is_stale: false, rewritten: false };

/** The message after one more piece. A piece of something whose beginning was not heard is left out: half a message would mislead. */
export function grow(growing: Growing | null, { draft, part, text, reset }: DeltaFrame): Growing | null {
  if (!reset && growing?.draft !== draft) return growing;
  const { seen, rewritten, ...before } = growing ?? NOTHING;
  const now = reset ? { ...NOTHING, draft, [part]: text } : { ...before, [part]: before[part] + text };
  const words = wordsOf(now);
  return {
    ...now,
    seen: words.length < seen.length && seen.startsWith(words) ? seen : words,
    rewritten: rewritten || !isSame(seen, words),
  };
}

/** Whether one is how the other begins: nobody has to read anything twice. */
function isSame(seen: string, words: string): boolean {
  return words.startsWith(seen) || seen.startsWith(words);
}

/** What becomes of a growing message when the log goes on. */
export function growthAfter(growing: Growing | null, event: PublicEvent): Growing | null {
  switch (event.type) {
    case "draft_reviewed":
      return growing && !event.approved ? { ...growing, is_stale: true } : growing;
    case "tutor_delivered":
    case "session_completed":
    case "session_abandoned":
      return null;
    default:
      return growing;
  }
}

/** The view after a delivered message, which says so where it replaced what was shown of it. */
export function noteRewritten(view: SessionView, shown: Growing | null, event: PublicEvent): SessionView {
  if (!shown || event.type !== "tutor_delivered" || (!shown.rewritten && isSame(shown.seen, wordsOf(event)))) return view;
  const note = (entry: Entry): Entry => (entry.kind === "teaching" && entry.seq === event.seq ? { ...entry, rewritten: true } : entry);
  return { ...view, chapters: view.chapters.map((chapter) => ({ ...chapter, entries: chapter.entries.map(note) })) };
}

/** The view with the growing message in its place: the next node's chapter begins with it. */
export function withGrowing(view: SessionView, growing: Growing | null): SessionView {
  if (!growing) return view;
  const entry: Entry = { kind: "growing", seq: GROWING_SEQ, ...growing };
  const last = view.chapters.at(-1);
  if (last && view.reason !== "first" && view.reason !== "advance")
    return { ...view, chapters: [...view.chapters.slice(0, -1), { ...last, entries: [...last.entries, entry] }] };
  const chapter: Chapter = { node_index: Math.max(0, view.stones.indexOf("current")), entries: [entry] };
  return { ...view, chapters: [...view.chapters, chapter] };
}
