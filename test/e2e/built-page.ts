import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buildWeb } from "../../scripts/lib/build-web.ts";
import { SECURITY_HEADERS } from "../../src/identity/security-headers.ts";

const PAGE = new URL("../../dist/web", import.meta.url).pathname;
const TYPES: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript",
  mjs: "text/javascript",
  css: "text/css",
  svg: "image/svg+xml",
  woff2: "font/woff2",
};

export interface BuiltPage {
  readonly url: string;
  /** For what is not a plain request, such as a socket. */
  readonly server: Server;
  close(): Promise<void>;
}

/** The built page under the real security headers; everything below /v1 is the test's to answer. */
export async function serveBuiltPage(
  answer: (request: IncomingMessage, url: URL, response: ServerResponse) => Promise<unknown>,
): Promise<BuiltPage> {
  await buildWeb(() => {});
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", `http://${request.headers.host}`);
    if (url.pathname.startsWith("/v1/")) return void (await answer(request, url, response));
    const name = /^\/(assets\/|favicon)/.test(url.pathname) ? url.pathname : "/index.html";
    const headers = { ...SECURITY_HEADERS, "content-type": TYPES[name.split(".").at(-1) ?? ""] ?? "application/octet-stream" };
    response.writeHead(200, headers).end(await readFile(PAGE + name));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    server,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** A request's whole body as text. */
export async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += chunk;
  return body;
}
