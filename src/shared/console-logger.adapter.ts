import type { LogFields, Logger } from "./logger.ts";

type Level = "info" | "warn" | "error";

/**
 * One JSON object a line on the console, which is what Workers Logs indexes. Callers pass names, counts, codes and ids; the type of `LogFields` keeps
 * whole bodies and errors out, so that learner text cannot get here by accident.
 */
export function createConsoleLogger(): Logger {
  const write = (level: Level, event: string, fields: LogFields | undefined): void => {
    console[level](JSON.stringify({ ...fields, level, event }));
  };
  return {
    info: (event, fields) => write("info", event, fields),
    warn: (event, fields) => write("warn", event, fields),
    error: (event, fields) => write("error", event, fields),
  };
}
