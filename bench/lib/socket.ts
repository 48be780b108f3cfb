import { WebSocket } from "ws";

/** A turn is answered within 45 s, whatever happens. */
const PATIENCE_MS = 60_000;

interface Waiting {
  readonly resolve: (text: string) => void;
  readonly reject: (error: Error) => void;
}

/** One WebSocket whose text messages are handed out in the order they came, each once. One reader at a time. */
export class Socket {
  readonly #socket: WebSocket;
  readonly #url: string;
  readonly #unheard: string[] = [];
  #waiting: Waiting | null = null;
  /** Why nothing more can come. */
  #ended: Error | null = null;
  readonly opened: Promise<void>;

  constructor(url: string, headers: Readonly<Record<string, string>> = {}) {
    this.#url = url;
    this.#socket = new WebSocket(url.replace(/^http/, "ws"), { headers, perMessageDeflate: false });
    this.opened = new Promise((resolve, reject) => {
      this.#socket.once("open", resolve);
      this.#socket.once("error", reject);
    });
    this.#socket.on("message", (data) => this.#hear(String(data)));
    this.#socket.on("error", (error) => this.#end(error));
    this.#socket.on("close", (code) => this.#end(new Error(`The socket to ${url} was closed with ${code}.`)));
  }

  send(text: string): void {
    this.#socket.send(text);
  }

  /** The next message; rejects when the socket is closed, or nothing comes for longer than any turn may take. */
  next(): Promise<string> {
    const text = this.#unheard.shift();
    if (text !== undefined) return Promise.resolve(text);
    if (this.#ended) return Promise.reject(this.#ended);
    return new Promise((resolve, reject) => {
      const patience = setTimeout(
        () => this.#end(new Error(`Nothing was heard of ${this.#url} for ${PATIENCE_MS / 1_000} s.`)),
        PATIENCE_MS,
      );
      const settle =
        <T>(tell: (value: T) => void) =>
        (value: T) => {
          clearTimeout(patience);
          tell(value);
        };
      this.#waiting = { resolve: settle(resolve), reject: settle(reject) };
    });
  }

  close(): void {
    this.#socket.close(1000);
  }

  #end(error: Error): void {
    this.#ended ??= error;
    this.#waiting?.reject(error);
    this.#waiting = null;
  }

  #hear(text: string): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting) waiting.resolve(text);
    else this.#unheard.push(text);
  }
}
