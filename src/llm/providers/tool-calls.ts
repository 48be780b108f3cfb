import type { ChatPart } from "../chat-model.port.ts";
import type { ToolCallPiece } from "./chat-chunk.ts";

interface GrowingCall {
  id: string;
  name: string;
  arguments: string;
}

export interface ToolCallJoiner {
  add(piece: ToolCallPiece): void;
  /** Every call as a whole, in the order in which they began. */
  calls(): readonly ChatPart[];
}

/**
 * Joins tool calls that come in pieces. Pieces belong together by the server's number; where it gives none, a name begins a call; and where it numbers
 * every call the same, a new id does.
 */
export function createToolCallJoiner(): ToolCallJoiner {
  const calls: GrowingCall[] = [];
  const byIndex = new Map<number, GrowingCall>();
  let last: GrowingCall | undefined;
  return {
    add(piece) {
      const goesOn = piece.name === "" || (piece.id !== "" && piece.id === last?.id);
      const known = piece.index !== null ? byIndex.get(piece.index) : goesOn ? last : undefined;
      const isOther = known === undefined || (piece.id !== "" && known.id !== "" && piece.id !== known.id);
      const call = isOther ? { id: "", name: "", arguments: "" } : known;
      if (isOther) calls.push(call);
      if (piece.index !== null) byIndex.set(piece.index, call);
      last = call;
      call.id ||= piece.id;
      // Names come whole; some servers repeat them with every piece.
      call.name ||= piece.name;
      call.arguments += piece.arguments;
    },
    // A call without arguments is written as nothing by some and as {} by others.
    calls: () => calls.map((call) => ({ type: "tool_call", ...call, arguments: call.arguments.trim() === "" ? "{}" : call.arguments })),
  };
}
