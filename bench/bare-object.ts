import { DurableObject } from "cloudflare:workers";

/** Rows that the contender writes a turn: what a durable turn of our size would need at the least. */
const ROWS = 8;

/** What one turn asks of the bare object. */
export interface BareTurn {
  /** Characters in each row; the bench sets it to the mean size of our own events. */
  readonly row_chars: number;
  /** What it answers with, as long as a teaching text. */
  readonly answer_chars: number;
  /** In how many frames it answers; absent: in one. */
  readonly frames?: number;
  /** Where to ask, three times one after the other, as a turn of ours asks its models; null: nobody is asked. */
  readonly model: { readonly url: string; readonly body: string } | null;
}

/**
 * The least that could be called a durable turn on this platform: a hibernating socket, eight rows into SQLite, one answer. It knows no protocol, no
 * state and no lesson; it is what everything else is measured against.
 */
export class BareObject extends DurableObject {
  constructor(ctx: DurableObjectState, env: Cloudflare.Env) {
    super(ctx, env);
    ctx.storage.sql.exec("CREATE TABLE IF NOT EXISTS rows (seq INTEGER PRIMARY KEY, body TEXT NOT NULL)");
  }

  override fetch(): Response {
    const { 0: client, 1: server } = new WebSocketPair();
    this.ctx.acceptWebSocket(server);
    return new Response(null, { status: 101, webSocket: client });
  }

  override async webSocketMessage(socket: WebSocket, message: string): Promise<void> {
    const turn: BareTurn = JSON.parse(message);
    const calls = turn.model ? 3 : 0;
    // Two rows before anyone is asked and two after each answer: what is known is stored before the next step, as it is with us.
    this.#write(turn.model ? ROWS - 2 * calls : ROWS, turn.row_chars);
    for (let call = 0; call < calls && turn.model; call++) {
      const response = await fetch(turn.model.url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: turn.model.body,
      });
      await response.text();
      this.#write(2, turn.row_chars);
    }
    const frames = turn.frames ?? 1;
    for (let frame = 0; frame < frames; frame++) socket.send("a".repeat(Math.ceil(turn.answer_chars / frames)));
  }

  override webSocketClose(socket: WebSocket, code: number): void {
    socket.close(code);
  }

  #write(rows: number, chars: number): void {
    const body = "b".repeat(chars);
    this.ctx.storage.transactionSync(() => {
      for (let row = 0; row < rows; row++) this.ctx.storage.sql.exec("INSERT INTO rows (body) VALUES (?)", body);
    });
  }
}
