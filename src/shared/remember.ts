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
      const [oldest] = kept.keys();
      if (kept.size >= entries && oldest !== undefined) kept.delete(oldest);
      kept.set(text, value);
    }
    return value;
  };
}
