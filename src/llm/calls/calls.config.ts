import type { Result } from "../../shared/result.ts";
import { err, ok } from "../../shared/result.ts";
import { isBaseUrl } from "../setting-text.ts";

/** The settings of telemetry: name, what it is for, and what holds when it is absent. */
export const CALLS_SETTINGS = [
  {
    name: "OTLP_ENDPOINT",
    doc: "Base address of an OpenTelemetry collector that takes OTLP over HTTP, e.g. http://localhost:4318. Set: calls to models are sent there as spans.",
    fallback: "",
  },
  {
    name: "OTLP_HEADERS",
    doc: "What the collector wants to see, as a secret: name=value, several with commas between them, values percent-encoded where they hold a comma.",
    fallback: "",
  },
] as const;

export type CallsSetting = (typeof CALLS_SETTINGS)[number]["name"];

export interface OtlpConfig {
  /** Without `/v1/traces` and without a slash at its end. */
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface CallsConfig {
  /** Null: nothing is exported. */
  readonly otlp: OtlpConfig | null;
}

/** They are ours: what is sent says what it is. */
const OWN_HEADERS: ReadonlySet<string> = new Set(["content-type", "content-length", "content-encoding", "host", "user-agent"]);

/**
 * Reads the settings of telemetry from the Worker's variables. Absent and blank are the same.
 *
 * @returns the configuration, or every complaint as one sentence that names its setting and never shows a secret
 */
export function readCallsConfig(vars: Readonly<Record<string, unknown>>): Result<CallsConfig, string[]> {
  const problems: string[] = [];
  const read = (name: CallsSetting): string => {
    const value = vars[name];
    if (value !== undefined && typeof value !== "string") problems.push(`${name} must be text.`);
    return typeof value === "string" ? value.trim() : "";
  };

  const endpoint = read("OTLP_ENDPOINT").replace(/\/+$/, "");
  const headerText = read("OTLP_HEADERS");
  if (endpoint !== "" && !isBaseUrl(endpoint))
    problems.push("OTLP_ENDPOINT must be an http or https address without user, query or fragment.");
  if (/\/v1\/(traces|metrics|logs)$/.test(endpoint))
    problems.push("OTLP_ENDPOINT must be the collector's base address: leave out /v1/traces.");
  if (endpoint === "" && headerText !== "") problems.push("OTLP_HEADERS is set but OTLP_ENDPOINT is not: name the collector they are for.");

  const headers = readHeaders(headerText);
  if (!headers.ok) problems.push(headers.error);
  if (problems.length > 0 || !headers.ok) return err(problems);
  return ok({ otlp: endpoint === "" ? null : { endpoint, headers: headers.value } });
}

function readHeaders(text: string): Result<Readonly<Record<string, string>>, string> {
  const headers: Record<string, string> = {};
  for (const [index, pair] of text.split(",").entries()) {
    if (pair.trim() === "") continue;
    const equals = pair.indexOf("=");
    const name = pair.slice(0, Math.max(0, equals)).trim().toLowerCase();
    const value = decode(pair.slice(equals + 1).trim());
    if (!/^[a-z0-9!#$%&'*+.^_`|~-]+$/.test(name))
      return err(`OTLP_HEADERS must be name=value with commas between them; entry ${index + 1} is not.`);
    if (OWN_HEADERS.has(name)) return err(`OTLP_HEADERS must not set ${name}.`);
    if (value === null || !/^[\x20-\x7e]+$/.test(value))
      return err(`OTLP_HEADERS must have a plain value at entry ${index + 1}, percent-encoded where it holds a comma or a percent sign.`);
    headers[name] = value;
  }
  return ok(headers);
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
