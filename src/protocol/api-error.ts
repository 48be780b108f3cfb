/** A refusal as clients of OpenAI's API read it. `param` names the field that is to blame. */
export interface ApiError {
  readonly status: number;
  readonly type: "invalid_request_error" | "rate_limit_error" | "insufficient_quota" | "server_error";
  readonly code: string;
  readonly message: string;
  readonly param: string | null;
}

/** What is sent of it, as a body and inside a stream. */
export function toApiErrorBody({ message, type, param, code }: ApiError) {
  return { error: { message, type, param, code } };
}
