import type { Profile } from "./identity.config.ts";

/** Nothing runs, loads or connects but what this origin serves; no page may frame ours; strings never become script. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "require-trusted-types-for 'script'",
].join("; ");

/** The headers that every answer carries, pages and data alike. */
export function securityHeaders(profile: Profile): ReadonlyMap<string, string> {
  const headers = new Map([
    ["Content-Security-Policy", CONTENT_SECURITY_POLICY],
    ["X-Content-Type-Options", "nosniff"],
    ["X-Frame-Options", "DENY"],
    ["Referrer-Policy", "strict-origin-when-cross-origin"],
    ["Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"],
    ["Cross-Origin-Opener-Policy", "same-origin"],
    ["Cross-Origin-Resource-Policy", "same-origin"],
  ]);
  // On http://localhost it would make the browser refuse every other local project on this host name.
  if (profile === "production") headers.set("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
  return headers;
}
