import { describe, expect, it } from "vitest";
import { createSettleSoon } from "../../src/session/settle-soon.usecase.ts";
import { richAccount } from "../support/rich-account.ts";

/** A purse that counts its check-ins, and a wait that ends when told. */
function openDesk({ isEven = false, mayWait = true } = {}) {
  const desk = { checkIns: 0, isGone: false, waits: [] as (() => void)[] };
  const account = richAccount({
    isEven: () => isEven,
    mayWait: () => mayWait,
    async checkIn() {
      desk.checkIns += 1;
    },
  });
  const wait = () => new Promise<void>((resolve) => void desk.waits.push(resolve));
  return { desk, settleSoon: createSettleSoon({ account: () => (desk.isGone ? undefined : account), wait }) };
}

describe("what turns have spent", () => {
  it("is told at once under a cap", async () => {
    const { desk, settleSoon } = openDesk({ mayWait: false });
    await settleSoon();
    expect(desk).toMatchObject({ checkIns: 1, waits: [] });
  });

  it("is told once for all turns that end within the wait, and again for those after it", async () => {
    const { desk, settleSoon } = openDesk();
    const first = [settleSoon(), settleSoon(), settleSoon()];
    expect(desk.checkIns).toBe(0);
    desk.waits[0]?.();
    await Promise.all(first);
    expect(desk.checkIns).toBe(1);
    const second = settleSoon();
    desk.waits[1]?.();
    await second;
    expect(desk).toMatchObject({ checkIns: 2, waits: { length: 2 } });
  });

  it("costs no wait where there is nothing to tell", async () => {
    const { desk, settleSoon } = openDesk({ isEven: true });
    await settleSoon();
    expect(desk).toMatchObject({ checkIns: 0, waits: [] });
  });

  it("is told to nobody once the session is erased", async () => {
    const { desk, settleSoon } = openDesk();
    const settled = settleSoon();
    desk.isGone = true;
    desk.waits[0]?.();
    await settled;
    expect(desk.checkIns).toBe(0);
  });
});
