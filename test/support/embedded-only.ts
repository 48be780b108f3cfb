import type { Models } from "../../src/llm/models.port.ts";

/** A door with nobody behind it: every agent is its embedded counterpart. */
export const EMBEDDED_ONLY: Models = {
  async answer(call) {
    return {
      output: call.embedded(),
      source: { kind: "embedded", route: "embedded", late: false, attempts: [] },
      prompt_hash: null,
      cost_nanousd: 0,
    };
  },
  async worthAsking() {
    return false;
  },
  noteUsed() {},
};
