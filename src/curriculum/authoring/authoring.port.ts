import type { Passage } from "../../protocol/course.schema.ts";
import type { Principal } from "../../protocol/principal.ts";
import type { CourseId, DraftId, TenantId } from "../../shared/ids.ts";
import type { Item, PackNode } from "../pack.schema.ts";
import type { PlannedLesson } from "./plan-lesson.ts";
import type { WrittenNode } from "./written-node.ts";

/** What authoring reads of a course and its documents; they belong to another room. */
export interface CourseMaterial {
  /** The course, if it is this person's; null for all others. */
  findCourse(
    principal: Principal,
    courseId: string,
  ): Promise<{ readonly course_id: CourseId; readonly title: string; readonly language: string } | null>;
  /** The published passages of these documents of the course in order, those of ready documents only; no ids: of all its documents. */
  listPassages(tenantId: TenantId, courseId: CourseId, documentIds: readonly string[]): Promise<Passage[]>;
  /** These passages, as far as they are still there. */
  loadPassages(tenantId: TenantId, passageIds: readonly string[]): Promise<Passage[]>;
  /** Names of documents by their ids, for the lesson's list of sources. */
  documentNames(tenantId: TenantId, documentIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

/** Who made something, and what it cost in nano-dollars. */
export interface Made<T> {
  readonly output: T;
  readonly by: "model" | "embedded";
  readonly cost_nanousd: number;
}

/** A question as a solver sees it: without its key, and without which option is right. */
export interface OpenQuestion {
  readonly language: string;
  readonly form: Item["form"];
  readonly prompt: string;
  readonly options: readonly { readonly id: string; readonly text: string }[];
}

/** What a solver says. `reply` is what a learner would write: a letter, a number, a sentence; null: the passages do not say, or not clearly enough. */
export interface Solved {
  readonly reply: string | null;
  readonly solver: "model" | "embedded";
}

/** The agents that authoring asks; they belong to another room, and may be models. */
export interface AuthoringAgents {
  /** Writes what one node of the plan teaches and asks. */
  write(tenantId: TenantId, lesson: PlannedLesson, nodeId: string): Promise<Made<WrittenNode>>;
  /** Answers a question from passages alone: each solver by itself. */
  solve(tenantId: TenantId, question: OpenQuestion, passages: readonly Passage[]): Promise<Made<readonly Solved[]>>;
  /** The verdict of the product's own grader on a reply to an item of the node. */
  grade(
    language: string,
    node: Pick<PackNode, "id" | "concept" | "goal" | "misconceptions">,
    item: Item,
    reply: string,
  ): "right" | "not right";
}

/** The model that would write a tenant's drafts, and its price in nano-dollars a token; null where none is configured. */
export type AuthorModel = (
  tenantId: TenantId,
) => Promise<{ readonly route: string; readonly input_nanousd: number; readonly output_nanousd: number } | null>;

/** The event by which a run hears that nobody needs to wait any longer. */
export const DRAFT_CLOSED = "draft-closed";

/** The durable runs that write drafts and wait for people. */
export interface AuthoringRuns {
  /** Begins a draft's run; beginning it again changes nothing. */
  begin(draftId: DraftId, tenantId: TenantId): Promise<void>;
  /** Tells a run that nobody needs to wait any longer. Never throws: a run that was not told ends when its time is over. */
  end(draftId: DraftId): Promise<void>;
}
