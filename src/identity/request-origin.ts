/** The parts of a request that tell which page made it. Header names are lower case; a header that is absent is null. */
export interface RequestSource {
  readonly method: string;
  readonly url: string;
  readonly header: (name: string) => string | null;
}

/**
 * Whether one of our own pages made the request. Neither header can be set by a page's scripts: `Origin` names the page (always there for sockets and
 * for writes), `Sec-Fetch-Site` says it for the reads that have no `Origin`. A client that sends neither is not a page.
 */
export function isSameOrigin({ url, header }: RequestSource): boolean {
  return header("origin") === new URL(url).origin || header("sec-fetch-site") === "same-origin";
}

/** Whether the request may change something, so that a cookie alone must not authorise it. A socket may: browsers send cookies with its GET. */
export function canChange({ method, header }: RequestSource): boolean {
  if (method !== "GET" && method !== "HEAD" && method !== "OPTIONS") return true;
  return header("upgrade")?.toLowerCase() === "websocket";
}

/** The origin that a ticket is bound to: the page's, or null for a client that is no browser. Browsers leave `Origin` out of same-origin GETs. */
export function ticketOrigin(source: RequestSource): string | null {
  return source.header("origin") ?? (isSameOrigin(source) ? new URL(source.url).origin : null);
}
