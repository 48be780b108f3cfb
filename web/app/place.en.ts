import type { Passage } from "../../src/protocol/course.schema.ts";

const number = new Intl.NumberFormat("en");

/** Where a passage stands, from the document down, in English: "Book › Pages 4–5 › Chapter › Section". */
export function placeOf({ anchor: { page_from, page_to, headings } }: Pick<Passage, "anchor">, documentName: string): string {
  const pages =
    page_from === null
      ? ""
      : page_to === null || page_to === page_from
        ? `Page ${number.format(page_from)}`
        : `Pages ${number.format(page_from)}–${number.format(page_to)}`;
  return [documentName, pages, ...headings].filter(Boolean).join(" › ");
}
