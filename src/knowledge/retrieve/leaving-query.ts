import { findPersonalData } from "../../llm/guard/find-personal-data.ts";
import { termsOf } from "../index/index-terms.ts";
import type { TermStatistics } from "./rank-passages.ts";

/**
 * A query as it may go to whoever embeds it: without what looks personal in it. Names and places that the course itself speaks of stay, since they are what is
 * asked about; an address, a number or a password never does.
 *
 * @param statistics what the course knows of the query's terms; asked for only when something was found
 */
export async function leavingQuery(text: string, statistics: () => Promise<TermStatistics>): Promise<string> {
  const personal = findPersonalData(text);
  if (personal.length === 0) return text;
  const { of } = await statistics();
  const isOfTheCourse = (words: string) => termsOf(words).every((term) => (of.get(term) ?? 0) > 0);
  let leaving = "";
  let from = 0;
  for (const { start, end, type } of personal) {
    const stays = (type === "name" || type === "place") && isOfTheCourse(text.slice(start, end));
    leaving += stays ? text.slice(from, end) : text.slice(from, start);
    from = end;
  }
  return leaving + text.slice(from);
}
