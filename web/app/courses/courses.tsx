import "../../ui/sheet.css";
import "../../ui/courses.css";
import "../../ui/desk.css";
import type { JSX } from "preact";
import type { CourseRoute } from "../route.ts";
import { AllCourses } from "./all-courses.tsx";
import { Course } from "./course.tsx";
import { Desk } from "./desk.tsx";
import { DocumentPage } from "./document-page.tsx";

/** The pages of who teaches: courses, what is in one, one document, and the approval desk. */
export function Courses({ at }: { at: CourseRoute }): JSX.Element {
  switch (at.name) {
    case "courses":
      return <AllCourses />;
    case "course":
      return <Course key={at.course_id} courseId={at.course_id} />;
    case "document":
      return <DocumentPage key={`${at.document_id} ${at.at?.start}-${at.at?.end}`} documentId={at.document_id} at={at.at} />;
    case "draft":
      return <Desk key={at.draft_id} draftId={at.draft_id} />;
  }
}
