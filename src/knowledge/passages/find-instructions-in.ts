import type { Finding, Passage } from "../../protocol/course.schema.ts";
import { findInstructions } from "../../shared/injection/find-instructions.ts";
import { findStrayRequests } from "./find-stray-requests.ts";

const MAX_EXCERPT_CHARS = 300;

/**
 * What in a document reads as orders to a model or a grader, and what asks for something that has nothing to do with the text around it: a finding a
 * sentence, with its page, for the teacher to look at. Nothing else is done about it.
 *
 * @param passages of one document, in order
 */
export function findInstructionsIn(passages: readonly Passage[]): Finding[] {
  const strays = Map.groupBy(findStrayRequests(passages), ({ passage }) => passage);
  return passages.flatMap((passage) => {
    const orders = findInstructions(passage.text);
    const others = (strays.get(passage) ?? []).filter(({ start, end }) => !orders.some((order) => order.start < end && start < order.end));
    return [...orders, ...others]
      .sort((a, b) => a.start - b.start)
      .map(({ start, end }): Finding => {
        const words = passage.text.slice(start, end).replace(/\s+/g, " ");
        return { kind: "instructions", page: passage.anchor.page_from, excerpt: words.slice(0, MAX_EXCERPT_CHARS) };
      });
  });
}
