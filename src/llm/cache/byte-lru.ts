/** Texts by name with a bound on their bytes; what was used longest ago is forgotten first. */
export interface ByteLru {
  get(name: string): KeptText | null;
  set(name: string, kept: KeptText): void;
  delete(name: string): void;
}

export interface KeptText {
  readonly text: string;
  /** Milliseconds since the Unix epoch. */
  readonly at_ms: number;
}

/** A UTF-16 code unit takes two bytes at most in memory. */
const BYTES_A_CHAR = 2;

/**
 * An empty memory.
 *
 * @param maxBytes of names and texts together; a text that would fill more than a quarter of it is not taken
 */
export function createByteLru(maxBytes: number): ByteLru {
  const kept = new Map<string, KeptText>();
  let bytes = 0;
  const remove = (name: string): void => {
    const old = kept.get(name);
    if (old === undefined) return;
    kept.delete(name);
    bytes -= sizeOf(name, old.text);
  };
  return {
    get(name) {
      const found = kept.get(name);
      if (found === undefined) return null;
      // A Map keeps the order of insertion: what is used goes to the end.
      kept.delete(name);
      kept.set(name, found);
      return found;
    },
    set(name, entry) {
      remove(name);
      const size = sizeOf(name, entry.text);
      if (size > maxBytes / 4) return;
      kept.set(name, entry);
      bytes += size;
      for (const oldest of kept.keys()) {
        if (bytes <= maxBytes) break;
        remove(oldest);
      }
    },
    delete: remove,
  };
}

function sizeOf(name: string, text: string): number {
  return (name.length + text.length) * BYTES_A_CHAR;
}
