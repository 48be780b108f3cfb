import type { BareTurn } from "../bare-object.ts";
import { Socket } from "./socket.ts";

/** A bare object with one socket, asked for the same turn again and again. */
export interface Bare {
  /** One turn, in ms from the sent message to the answer. */
  turn(): Promise<number>;
  close(): void;
}

/** Opens the bare object of this name. `text` is as long as a learner's answer. */
export async function openBare(origin: string, name: string, turn: BareTurn): Promise<Bare> {
  const socket = new Socket(`${origin}/bare/${name}`);
  await socket.opened;
  const message = JSON.stringify({ ...turn, text: "c".repeat(200) });
  return {
    async turn() {
      const sentAt = performance.now();
      socket.send(message);
      for (let frame = 0; frame < (turn.frames ?? 1); frame++) await socket.next();
      return performance.now() - sentAt;
    },
    close: () => socket.close(),
  };
}
