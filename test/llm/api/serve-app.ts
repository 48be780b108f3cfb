import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";

export interface ServedApp {
  readonly url: string;
  close(): Promise<void>;
}

/** An app behind a real socket: bodies go through piece by piece, and whoever hangs up aborts the request, as in the Workers runtime. */
export async function serveApp(app: { fetch(request: Request): Response | Promise<Response> }): Promise<ServedApp> {
  const server = createServer((request, response) => void answer(app, request, response));
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(app: Parameters<typeof serveApp>[0], request: IncomingMessage, response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  response.on("close", () => void (response.writableFinished || gone.abort()));
  const headers = Object.entries(request.headers).flatMap(([name, value]) => (typeof value === "string" ? [[name, value] as const] : []));
  const hasBody = request.method !== "GET" && request.method !== "HEAD";
  const answered = await app.fetch(
    new Request(`http://${request.headers.host}${request.url}`, {
      method: request.method ?? "GET",
      headers: headers.map(([name, value]) => [name, value]),
      signal: gone.signal,
      ...(hasBody ? { body: Readable.toWeb(request) as ReadableStream<Uint8Array>, duplex: "half" } : {}),
    } as RequestInit),
  );
  response.writeHead(answered.status, Object.fromEntries(answered.headers));
  response.flushHeaders();
  const reader = answered.body?.getReader();
  gone.signal.addEventListener("abort", () => void reader?.cancel().catch(() => {}));
  for (;;) {
    const piece = await reader?.read().catch(() => undefined);
    if (piece === undefined || piece.done) break;
    response.write(piece.value);
  }
  response.end();
}
