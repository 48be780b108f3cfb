import type { Scope, VectorIndex } from "../index.port.ts";
import type { CourseIndexObjectPort } from "./course-index-object.port.ts";

/** The namespace of the objects, as far as it is needed: one a course. */
export interface CourseIndexNamespace {
  getByName(name: string): CourseIndexObjectPort;
}

/** A vector of 1,024 numbers is some 8 kB on its way, and a call may carry 32 MB. */
const MAX_VECTORS = 500;

/** Vectors in each course's own object. */
export function createObjectVectors(namespace: CourseIndexNamespace): VectorIndex {
  // The tenant is part of the name: whoever knows another tenant's course id reaches an object that is empty.
  const of = ({ tenant_id, course_id }: Omit<Scope, "document_ids">) => namespace.getByName(`${tenant_id}/${course_id}`);
  return {
    async put(scope, model, vectors) {
      for (let at = 0; at < vectors.length; at += MAX_VECTORS) await of(scope).put(model, vectors.slice(at, at + MAX_VECTORS));
    },
    search: (scope, model, vector, limit) => of(scope).search(model, vector, scope.document_ids, limit),
    remove: (scope, documentId, passageIds) => of(scope).remove(documentId, passageIds),
  };
}
