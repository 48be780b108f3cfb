import { WebSocket } from "ws";

interface Waiting {
  readonly resolve: (text: string) => void;
  readonly reject: (error: Error) => void;
}

/** One WebSocket whose text messages are handed out in the order they came, each once. One reader at a time. */
export class Socket {
  readonly #socket: WebSocket;
  readonly #unheard: string[] = [];
  #waiting: Waiting | null = null;
  readonly opened: Promise<void>;

  constructor(url: string, headers: Readonly<Record<string, string>> = {}) {
    this.#socket = new WebSocket(url.replace(/^http/, "ws"), { headers, perMessageDeflate: false });
    this.opened = new Promise((resolve, reject) => {
      this.#socket.once("open", resolve);
      this.#socket.once("error", reject);
    });
    this.#socket.on("message", (data) => this.#hear(String(data)));
    this.#socket.on("error", (error) => this.#waiting?.reject(error));
    this.#socket.on("close", (code) => this.#waiting?.reject(new Error(`The socket was closed with ${code}.`)));
  }

  send(text: string): void {
    this.#socket.send(text);
  }

  /** The next message. */
  next(): Promise<string> {
    const text = this.#unheard.shift();
    if (text !== undefined) return Promise.resolve(text);
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
    });
  }

  close(): void {
    this.#socket.close(1000);
  }

  #hear(text: string): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting) waiting.resolve(text);
    else this.#unheard.push(text);
  }
}
