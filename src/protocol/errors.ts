/**
 * Every error a client can meet, by a stable code. On HTTP it is an RFC 9457 problem whose `type` ends in the code; on the socket an error frame.
 * `retryable` says whether sending the same thing again can help.
 */
export const ERRORS = {
  invalid_json: { status: 400, retryable: false, title: "That is not valid JSON." },
  invalid_request: { status: 400, retryable: false, title: "The request does not have the expected shape." },
  unknown_frame: { status: 400, retryable: false, title: "This kind of frame is not known." },
  unsupported_version: { status: 400, retryable: false, title: "This protocol version is not supported." },
  empty_reply: { status: 400, retryable: false, title: "The answer is empty." },
  reply_too_long: { status: 413, retryable: false, title: "The answer is longer than 8,000 characters." },
  too_large: { status: 413, retryable: false, title: "The request is larger than allowed." },
  unauthenticated: { status: 401, retryable: false, title: "A valid token is needed." },
  ticket_invalid: { status: 401, retryable: false, title: "The ticket is expired, used, or not for this session." },
  upgrade_required: { status: 426, retryable: false, title: "This address is a WebSocket." },
  forbidden_origin: { status: 403, retryable: false, title: "This page may not act for the learner." },
  operator_not_configured: { status: 404, retryable: false, title: "This deployment has no operator's page." },
  method_not_allowed: { status: 405, retryable: false, title: "This address does not take that method." },
  not_found: { status: 404, retryable: false, title: "There is nothing here." },
  tenant_not_found: { status: 404, retryable: false, title: "There is no such tenant." },
  api_key_not_found: { status: 404, retryable: false, title: "This tenant has no such key." },
  session_not_found: { status: 404, retryable: false, title: "There is no such session for you." },
  lesson_not_found: { status: 404, retryable: false, title: "There is no such lesson." },
  course_not_found: { status: 404, retryable: false, title: "There is no such course for you." },
  document_not_found: { status: 404, retryable: false, title: "There is no such document for you." },
  draft_not_found: { status: 404, retryable: false, title: "There is no such draft for you." },
  not_an_author: { status: 403, retryable: false, title: "This deployment lets only its operator keep courses." },
  too_many_documents: { status: 409, retryable: false, title: "This course is full." },
  document_not_ready: { status: 409, retryable: true, title: "The document is not ready yet." },
  draft_not_open: { status: 409, retryable: false, title: "This draft is no longer waiting for decisions." },
  draft_not_decided: { status: 409, retryable: false, title: "Some parts still wait for a decision." },
  address_refused: { status: 422, retryable: false, title: "This address may not be fetched." },
  skill_not_found: { status: 404, retryable: false, title: "You have not met this skill." },
  evidence_not_found: { status: 404, retryable: false, title: "There is no such answer of yours." },
  nothing_due: { status: 409, retryable: false, title: "Nothing is due for review now." },
  path_not_offered: { status: 422, retryable: false, title: "That path was not offered in this session." },
  placement_not_offered: { status: 422, retryable: false, title: "This path begins with its teaching." },
  wrong_phase: { status: 409, retryable: false, title: "The session is not waiting for this now." },
  turn_in_progress: { status: 409, retryable: true, title: "The tutor is still at work on the last step." },
  message_id_reused: { status: 409, retryable: false, title: "This message id was used for something else." },
  hints_exhausted: { status: 409, retryable: false, title: "There are no more hints for this question." },
  hints_closed: { status: 409, retryable: false, title: "The closing check is done without hints." },
  hints_not_yet: { status: 409, retryable: false, title: "There are no hints before the teaching." },
  nothing_to_teach_first: { status: 409, retryable: false, title: "No explanation is being kept back." },
  set_aside_too_early: { status: 409, retryable: false, title: "This step can be set aside after a few more tries." },
  too_many_requests: { status: 429, retryable: true, title: "That is too fast. Wait a moment." },
  internal: { status: 500, retryable: true, title: "Something went wrong on our side." },
  unavailable: { status: 503, retryable: true, title: "This cannot be reached just now." },
} as const;

export type ErrorCode = keyof typeof ERRORS;

/** An expected refusal: the code, and a detail that names what is wrong and what to do. */
export interface ProtocolError {
  readonly code: ErrorCode;
  readonly detail: string;
  /** Where a form can show what is wrong beside the field. */
  readonly fields?: readonly FieldProblem[];
}

/** What is wrong with one field of a body; `field` is its path, such as `entries.1`. */
export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

/** RFC 9457 problem details, with our `code` and `retryable`; the detail of a shape error names the fields that are wrong. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly fields?: readonly FieldProblem[];
}

/** The problem body for an error of ours. */
export function toProblem(error: ProtocolError): Problem {
  const known = ERRORS[error.code];
  return {
    type: `urn:cairn:problem:${error.code}`,
    title: known.title,
    status: known.status,
    detail: error.detail,
    code: error.code,
    retryable: known.retryable,
    ...(error.fields ? { fields: error.fields } : {}),
  };
}
