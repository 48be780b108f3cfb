import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { publicEventSchema } from "../../src/protocol/public-event.schema.ts";
import { browserTransport } from "../../web/app/browser-transport.ts";

/** The browser's `EventSource`, as far as the page uses it. */
class FakeEventSource {
  static readonly CLOSED = 2;
  static last: FakeEventSource | null = null;
  readonly names: string[] = [];
  readyState = 0;
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  constructor() {
    FakeEventSource.last = this;
  }
  addEventListener(name: string): void {
    this.names.push(name);
  }
  close(): void {}
}

describe("an event stream of the page", () => {
  const told: string[] = [];
  beforeEach(() => {
    vi.stubGlobal("EventSource", FakeEventSource);
    told.length = 0;
    const on = { opened: () => told.push("opened"), heard: () => {}, closed: () => told.push("closed"), ended: () => told.push("ended") };
    browserTransport("ses_1").openStream(0, on);
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it("hears every kind of event that the server tells: one that is not heard would be a hole that no reconnection fills", () => {
    const kinds = publicEventSchema.options.map(({ shape }) => shape.type.value);
    expect(FakeEventSource.last?.names.toSorted()).toEqual([...kinds, "delta"].toSorted());
  });

  it("tells a line that the browser mends by itself from one that it has given up", () => {
    FakeEventSource.last?.onerror?.();
    expect(told).toEqual(["closed"]);
    if (FakeEventSource.last) FakeEventSource.last.readyState = FakeEventSource.CLOSED;
    FakeEventSource.last?.onerror?.();
    expect(told).toEqual(["closed", "ended"]);
  });
});
