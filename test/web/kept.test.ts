import { describe, expect, it } from "vitest";
import { keepDraft, readDraft } from "../../web/app/drafts.ts";
import { forgetKept } from "../../web/app/kept.ts";
import { keepReason, keptReason } from "../../web/app/knowledge/contest-draft.ts";
import { keepOwn, readOwn } from "../../web/app/own-draft.ts";

function openShelf() {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (at: number) => [...kept.keys()][at] ?? null,
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  };
}

describe("a learner who has everything about them erased", () => {
  it("leaves no words on the device, and touches nothing that is not ours", () => {
    const [device, tab] = [openShelf(), openShelf()];
    for (const id of ["ses_a", "ses_b", "contest.ev_1"]) keepDraft(device, id, { text: "half an answer", sending: null });
    device.setItem("another.page", "stays");
    keepOwn(tab, { title: "My father's illness", objectives: "", materials: "…", is_begun: false });
    forgetKept([device, tab, null]);
    expect(readDraft(device, "ses_a").text + readDraft(device, "ses_b").text).toBe("");
    expect(readOwn(tab, true).title).toBe("");
    expect([device.length, device.getItem("another.page"), tab.length]).toEqual([1, "stays", 0]);
  });

  it("goes on where nothing may be kept", () => {
    keepReason("ev_1", "I meant something else");
    expect(keptReason("ev_1")).toBe("");
  });
});
