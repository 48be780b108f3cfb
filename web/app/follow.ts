import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Entry, SessionView } from "./session-view.ts";

/** The element of an entry of the conversation. */
export const entryId = (seq: number): string => `e${seq}`;
/** The element of a tutor message's question, with its options. */
export const questionId = (seq: number): string => `q${seq}`;

/**
 * Brings what is new into sight without moving the focus. What came together is read together: a new message is shown from the verdict before it on,
 * a new stone from the verdict that laid it. A verdict or hint alone moves the page just so far that it can be read. On opening, the question that waits.
 */
export function useFollow(view: SessionView, sending: boolean): void {
  const entries = view.chapters.at(-1)?.entries ?? [];
  const newest = entries.at(-1);
  const opened = useRef(false);
  const before = useRef<Entry | undefined>(undefined);
  useEffect(() => {
    const wasGrowing = before.current?.kind === "growing";
    before.current = newest;
    if (!newest) return;
    // Read already while it was written: it stays where the eyes are.
    if (wasGrowing && newest.kind === "teaching" && !newest.rewritten) return;
    const beginsNode = entries.length === 1;
    if (!opened.current) {
      opened.current = true;
      if (!beginsNode) show(lastTeaching(entries), "start", false);
      return;
    }
    if (newest.kind !== "teaching" && newest.kind !== "growing") return show(entryId(newest.seq), "nearest", true);
    if (beginsNode) return show(beginningOfNode(), "start", true);
    const last = entries.at(-2);
    show(entryId(last?.kind === "verdict" ? last.seq : newest.seq), "start", true);
  }, [newest?.seq]);
  useEffect(() => {
    if (sending) document.querySelector(".mine.sending")?.scrollIntoView({ block: "nearest" });
  }, [sending]);
}

/** Where the trail lies above the conversation, the stone that was just laid belongs in sight; elsewhere the trail always is. */
function beginningOfNode(): string {
  const trail = document.getElementById("trail-row");
  if (trail && trail.offsetHeight > 0) return trail.id;
  return document.getElementById("carried") ? "carried" : "main";
}

function lastTeaching(entries: readonly Entry[]): string {
  return entryId(entries.findLast((entry) => entry.kind === "teaching")?.seq ?? 0);
}

/** Scrolls to an element, as calmly as the learner's device asks for. */
export function show(id: string, block: ScrollLogicalPosition, smoothly: boolean): void {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  document.getElementById(id)?.scrollIntoView({ block, behavior: smoothly && !calm ? "smooth" : "auto" });
}

const STEPS_OF_SIGHT = Array.from({ length: 21 }, (_, step) => step / 20);

/** Where an element lies: under the eyes, or above or below what is seen. */
export type Whereabouts = "in_sight" | "above" | "below";

/** Where the element `id` lies, followed while it is asked for; `coverId` is what lies over the foot of the page. */
export function useWhereabouts(id: string | null, coverId: string): Whereabouts {
  const [where, setWhere] = useState<Whereabouts>("in_sight");
  useLayoutEffect(() => {
    const element = id === null ? null : document.getElementById(id);
    const cover = document.getElementById(coverId);
    if (!element || !cover) return setWhere("in_sight");
    const look = () => setWhere(whereIs(element.getBoundingClientRect(), Math.min(innerHeight, cover.getBoundingClientRect().top)));
    look();
    // It speaks up when the element comes, goes or is moved by something that grew.
    const observer = new IntersectionObserver(look, { threshold: STEPS_OF_SIGHT, rootMargin: `0px 0px ${-cover.offsetHeight}px` });
    observer.observe(element);
    return () => observer.disconnect();
  }, [id, coverId]);
  return where;
}

/** CSS pixels of an element that may be out of sight without hiding anything that one would miss: less than a line of a question or an option. */
const UNMISSED_PX = 24;

/** An element that is there but for less than a line is in sight; so is one that fills the most of the screen. */
function whereIs(box: { readonly top: number; readonly bottom: number }, floor: number): Whereabouts {
  const seen = Math.min(box.bottom, floor) - Math.max(box.top, 0);
  if (seen >= Math.min(box.bottom - box.top - UNMISSED_PX, floor * 0.6)) return "in_sight";
  return box.top < 0 ? "above" : "below";
}
