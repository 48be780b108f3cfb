/** How much a memory may hold: so many texts, none longer than so many UTF-16 code units. */
export interface MemoryLimits {
  readonly entries: number;
  readonly chars: number;
}

/**
 * The same pure function of a text, with the last few results kept: a turn asks the same of the same text many times over. The oldest is forgotten
 * first; longer texts are computed anew each time. What it returns is shared and must not be changed.
 */
export function remember<T>(compute: (text: string) => T, { entries, chars }: MemoryLimits): (text: string) => T {
  const kept = new Map<string, T>();
  return (text) => {
    const known = kept.get(text);
    if (known !== undefined) return known;
    const value = compute(text);
    if (text.length <= chars) {
      if (kept.size >= entries)
        for (const oldest of kept.keys()) {
          kept.delete(oldest);
          break;
        }
      kept.set(text, value);
    }
    return value;
  };
}

/**
 * The same pure function of an object that is never changed (an item, a node's list), computed once for as long as the object lives. What it returns
 * is shared and must not be changed.
 */
export function rememberFor<K extends object, V>(compute: (subject: K) => V): (subject: K) => V {
  const kept = new WeakMap<K, { readonly value: V }>();
  return (subject) => {
    const known = kept.get(subject) ?? { value: compute(subject) };
    kept.set(subject, known);
    return known.value;
  };
}
