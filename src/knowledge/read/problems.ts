import type { Finding, ReadFailure } from "../../protocol/course.schema.ts";
import { err, type Result } from "../../shared/result.ts";
import type { ReadProblem } from "../read-document.port.ts";

/** A document that ends here: the failure's name, and what a teacher can do. */
export function problem(code: ReadFailure, detail: string, page: number | null = null): Result<never, ReadProblem> {
  return err({ code, detail, page });
}

const MAX_EXCERPT_CHARS = 300;

/** Something the teacher should know, with the words it is about, shortened. */
export function finding(kind: Finding["kind"], page: number | null, excerpt = ""): Finding {
  return { kind, page, excerpt: excerpt.replace(/\s+/g, " ").trim().slice(0, MAX_EXCERPT_CHARS) };
}
