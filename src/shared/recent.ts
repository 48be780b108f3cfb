/** The values of the keys that were asked for most recently. */
export interface Recent<K, V> {
  /** The value of a key, made if it is not there. */
  of(key: K, make: () => V): V;
  /** The value of a key; undefined if it is not there. */
  find(key: K): V | undefined;
  keep(key: K, value: V): void;
}

/** Keeps so many values; the one that was asked for longest ago is forgotten first, and made anew should it be asked for again. */
export function createRecent<K, V extends {}>(entries: number): Recent<K, V> {
  const kept = new Map<K, V>();

  function keep(key: K, value: V): void {
    // A Map keeps the order of insertion: what is asked for goes to the end.
    kept.delete(key);
    kept.set(key, value);
    if (kept.size <= entries) return;
    for (const oldest of kept.keys()) {
      kept.delete(oldest);
      break;
    }
  }

  function find(key: K): V | undefined {
    const value = kept.get(key);
    if (value !== undefined) keep(key, value);
    return value;
  }

  return {
    find,
    keep,
    of(key, make) {
      const known = find(key);
      if (known !== undefined) return known;
      const value = make();
      keep(key, value);
      return value;
    },
  };
}
