/** What a learner typed to have a lesson made of it, kept so that a reload or a way back does not lose it. */
export interface OwnDraft {
  readonly title: string;
  readonly objectives: string;
  readonly materials: string;
  /** A lesson was begun with it: it is brought back only where the learner comes to add to it. */
  readonly is_begun: boolean;
}

type Shelf = Pick<Storage, "getItem" | "setItem">;

const KEY = "cairn.own";
const EMPTY: OwnDraft = { title: "", objectives: "", materials: "", is_begun: false };

/** The search part of the shelf's address that opens the field for materials. */
export const MATERIALS_SEARCH = "?materials";

/** What was typed before; empty when there is nothing, when it cannot be read, or when a lesson was begun with it and nobody comes to add to it. */
export function readOwn(shelf: Shelf | null, wantsMaterials: boolean): OwnDraft {
  try {
    const kept: unknown = JSON.parse(shelf?.getItem(KEY) ?? "null");
    if (typeof kept !== "object" || kept === null) return EMPTY;
    const field = (name: string): string => {
      const value: unknown = Reflect.get(kept, name);
      return typeof value === "string" ? value : "";
    };
    if ("is_begun" in kept && kept.is_begun === true && !wantsMaterials) return EMPTY;
    return { title: field("title"), objectives: field("objectives"), materials: field("materials"), is_begun: false };
  } catch {
    return EMPTY;
  }
}

/** Keeps what was typed. Storage may be full or forbidden: then only a reload would lose it. */
export function keepOwn(shelf: Shelf | null, draft: OwnDraft): void {
  try {
    shelf?.setItem(KEY, JSON.stringify(draft));
  } catch {
    // Nothing to do: see above.
  }
}
