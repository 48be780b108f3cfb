import type { ApiError } from "../../protocol/api-error.ts";
import type { BudgetTier } from "../account.port.ts";

/** The client sent something that it has to change. */
export function badRequest(code: string, param: string | null, message: string): ApiError {
  return { status: 400, type: "invalid_request_error", code, param, message };
}

/** Something of OpenAI's that is not here: refused by its name, because an answer that quietly goes without it would be a wrong one. */
export function unsupported(param: string, hint = ""): ApiError {
  return badRequest("unsupported_parameter", param, `\`${param}\` is not supported here.${hint === "" ? "" : ` ${hint}`}`);
}

export function unknownParameter(param: string): ApiError {
  return badRequest("unknown_parameter", param, `Unknown parameter: \`${param}\`.`);
}

export function modelNotFound(): ApiError {
  return {
    status: 404,
    type: "invalid_request_error",
    code: "model_not_found",
    param: "model",
    message: "There is no such model for this key; GET /v1/models lists those there are.",
  };
}

export const OVER_BUDGET: ApiError = {
  status: 429,
  type: "insufficient_quota",
  code: "insufficient_quota",
  param: null,
  message: "The budget of your organisation does not allow this request. The operator sets budgets on /operator.",
};

/** The ledger was silent, or had too little left for a request of this size: no word that the budget is used up. */
const BUDGET_UNAVAILABLE: ApiError = {
  status: 503,
  type: "server_error",
  code: "budget_unavailable",
  param: null,
  message: "Nothing could be set aside for this request just now. Try again in a moment, or ask for fewer tokens.",
};

/** Nothing was set aside for a request. @param tier what the account says after it was asked */
export function notPaidFor(tier: BudgetTier): ApiError {
  return tier === "spent" ? OVER_BUDGET : BUDGET_UNAVAILABLE;
}

/** No entry of a route answered. @param faults why not, in our words; empty: there was nobody to ask */
export function noModel(faults: readonly string[]): ApiError {
  const why = faults.length === 0 ? "None is set up for it." : `What happened: ${[...new Set(faults)].join(", ")}.`;
  return { status: 503, type: "server_error", code: "no_model", param: null, message: `No model could answer. ${why}` };
}

/** The answer broke off after some of it had been sent. */
export function brokenOff(fault: string): ApiError {
  return { status: 502, type: "server_error", code: "broken_off", param: null, message: `The model's answer broke off (${fault}).` };
}

export const INTERNAL: ApiError = {
  status: 500,
  type: "server_error",
  code: "internal",
  param: null,
  message: "Something went wrong on our side. Try again in a moment.",
};
