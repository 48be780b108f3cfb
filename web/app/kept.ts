/** What all names begin with under which the page keeps something. */
const OURS = "cairn.";

/** What is kept on this device; null where nothing may be kept. */
export function deviceShelf(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

/** What is kept until the tab is closed; null where nothing may be kept. */
export function tabShelf(): Storage | null {
  try {
    return sessionStorage;
  } catch {
    return null;
  }
}

/** Forgets everything that a learner typed here: whoever has been erased leaves no words to whoever uses the device next. */
export function forgetKept(shelves: readonly (Pick<Storage, "length" | "key" | "removeItem"> | null)[]): void {
  for (const shelf of shelves) {
    if (!shelf) continue;
    const names = Array.from({ length: shelf.length }, (_, at) => shelf.key(at));
    for (const name of names) if (name?.startsWith(OURS)) shelf.removeItem(name);
  }
}
