/** JavaScript memory of an isolate in workerd, MB (10^6 bytes), as its inspector tells it. */
export interface HeapUsage {
  /** Objects in use, and what lies outside the heap but belongs to them: the bytes of buffers. */
  readonly used_mb: number;
  readonly buffers_mb: number;
}

export interface HeapMeter {
  read(): Promise<HeapUsage>;
  close(): void;
}

/**
 * Connects to the isolate of one Worker by the Chrome DevTools protocol.
 *
 * @param origin of workerd's inspector, `http://…`
 * @param worker its name
 */
export async function openHeapMeter(origin: string, worker: string): Promise<HeapMeter> {
  const targets = (await (await fetch(`${origin}/json`)).json()) as { readonly id: string; readonly webSocketDebuggerUrl: string }[];
  const address = targets.find(({ id }) => id.split(":").at(-1) === worker)?.webSocketDebuggerUrl;
  if (address === undefined) throw new Error(`The inspector knows no ${worker}, only ${targets.map(({ id }) => id).join(", ")}.`);
  const socket = new WebSocket(address);
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener("open", () => resolve());
    socket.addEventListener("error", () => reject(new Error(`There is no inspector at ${address}.`)));
  });
  let asked = 0;
  const waiting = new Map<number, (result: Record<string, unknown>) => void>();
  socket.addEventListener("message", ({ data }) => {
    const { id, result } = JSON.parse(String(data)) as { id?: number; result?: Record<string, unknown> };
    if (id !== undefined) waiting.get(id)?.(result ?? {});
  });
  return {
    async read() {
      const id = ++asked;
      const result = await new Promise<Record<string, unknown>>((resolve) => {
        waiting.set(id, resolve);
        socket.send(JSON.stringify({ id, method: "Runtime.getHeapUsage" }));
      });
      waiting.delete(id);
      return { used_mb: Number(result["usedSize"]) / 1e6, buffers_mb: Number(result["backingStorageSize"] ?? 0) / 1e6 };
    },
    close: () => socket.close(),
  };
}
