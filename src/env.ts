import type { DraftKey } from "./curriculum/authoring/draft.schema.ts";
import type { DocumentMessage, Ingestion } from "./knowledge/courses/document.schema.ts";
import type { CourseIndexObject, LearnerObject, LedgerObject, SessionObject } from "./index.ts";

/** The Worker's bindings, as `wrangler types` reads them from wrangler.toml, with the objects' own types. */
export interface WorkerEnv
  extends Omit<Env, "SESSIONS" | "LEDGERS" | "LEARNERS" | "COURSE_INDEXES" | "DOCUMENTS" | "INGESTION" | "AUTHORING"> {
  readonly SESSIONS: DurableObjectNamespace<InstanceType<typeof SessionObject>>;
  readonly LEARNERS: DurableObjectNamespace<InstanceType<typeof LearnerObject>>;
  readonly LEDGERS: DurableObjectNamespace<InstanceType<typeof LedgerObject>>;
  readonly COURSE_INDEXES: DurableObjectNamespace<InstanceType<typeof CourseIndexObject>>;
  readonly DOCUMENTS: Queue<DocumentMessage>;
  readonly INGESTION: Workflow<Ingestion>;
  readonly AUTHORING: Workflow<DraftKey>;
  /** Only where an operator has made an index and named it in wrangler.toml. */
  readonly VECTORIZE?: Vectorize;
}
