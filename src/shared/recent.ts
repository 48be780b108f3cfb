/** The values of the keys that were asked for most recently. */
export interface Recent<K, V> {
  /** The value of a key, made if it is not there. */
  of(key: K, make: () => V): V;
}

/** Keeps so many values; the one that was asked for longest ago is forgotten first, and made anew should it be asked for again. */
export function createRecent<K, V extends {}>(entries: number): Recent<K, V> {
  const kept = new Map<K, V>();
  return {
    of(key, make) {
      const value = kept.get(key) ?? make();
      // A Map keeps the order of insertion: what is asked for goes to the end.
      kept.delete(key);
      kept.set(key, value);
      if (kept.size > entries)
        for (const oldest of kept.keys()) {
          kept.delete(oldest);
          break;
        }
      return value;
    },
  };
}
