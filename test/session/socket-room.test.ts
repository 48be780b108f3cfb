import { describe, expect, it } from "vitest";
import { createSocketRoom, type SocketRoom } from "../../src/session/socket-room.adapter.ts";

type Connection = Parameters<SocketRoom["send"]>[0];

/** A socket of which the room needs no more than this. */
function socket(id: string): { connection: Connection; sent: string[]; closed: number[] } {
  const sent: string[] = [];
  const closed: number[] = [];
  const connection = { id, send: (text: string) => sent.push(text), close: (code: number) => closed.push(code) };
  return { connection: connection as unknown as Connection, sent, closed };
}

const emptyRoom = () => createSocketRoom({ getConnections: () => [].values() } as unknown as Parameters<typeof createSocketRoom>[0]);

describe("a socket that floods", () => {
  it("is read no further in that second, told so once, and closed when it is no client of ours", () => {
    const room = emptyRoom();
    const flood = socket("flood");
    const dropped = Array.from({ length: 400 }, () => room.isFlooding(flood.connection, 5_000)).filter(Boolean);
    expect(dropped).toHaveLength(370);
    expect(flood.sent.map((text) => JSON.parse(text).code)).toEqual(["too_many_requests"]);
    expect(flood.closed[0]).toBe(1008);
    expect(room.isFlooding(flood.connection, 6_000)).toBe(false);
  });

  it("is stopped too when it takes turns with another, which is left alone", () => {
    const room = emptyRoom();
    const [flood, quiet] = [socket("flood"), socket("quiet")];
    let dropped = 0;
    for (let frame = 0; frame < 100; frame++) {
      if (room.isFlooding(flood.connection, 5_000)) dropped += 1;
      if (frame % 10 === 0) expect(room.isFlooding(quiet.connection, 5_000)).toBe(false);
    }
    expect(dropped).toBe(70);
    expect(quiet.sent).toEqual([]);
  });
});
