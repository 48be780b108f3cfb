/** List prices in US dollars and the platform's rules of counting, as of 20 November 2026. */
export const PRICES = {
  as_of: "2026-11-20",
  worker_request: 0.3 / 1e6,
  object_request: 0.15 / 1e6,
  /** Twenty incoming socket messages count as one request. */
  socket_messages_per_request: 20,
  /** Not while it is idle and may hibernate, "even before the runtime has hibernated" it (developers.cloudflare.com/durable-objects/platform/pricing). */
  object_gb_second: 12.5 / 1e6,
  /** An object is billed as if it had this much memory, in GB. */
  object_gb: 0.128,
  row_read: 0.001 / 1e6,
  row_written: 1.0 / 1e6,
  /** Each message is written, read and acknowledged: three operations. */
  queue_operation: 0.4 / 1e6,
  queue_operations_per_message: 3,
  kv_read: 0.5 / 1e6,
  kv_write: 5.0 / 1e6,
} as const;
