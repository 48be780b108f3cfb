import { freezeDeep } from "../shared/freeze.ts";
import { createRecent } from "../shared/recent.ts";
import type { CurriculumRepository } from "./curriculum.repository.ts";
import type { Pack } from "./pack.schema.ts";

/** Packs that an isolate keeps: what is begun most is a few lessons of a shelf. */
const PACKS = createRecent<string, Pack>(16);
/** UTF-16 units of a pack as JSON; larger ones are read anew, so that no pack can fill an isolate. A starter pack has some 60,000. */
const MAX_SHARED_CHARS = 300_000;

/**
 * The same curriculum, its packs read and checked once an isolate: a published version never changes. Whoever asks gets the same object, so it is frozen.
 */
export function sharePacks<C extends Pick<CurriculumRepository, "loadPack">>(curriculum: C): C {
  return {
    ...curriculum,
    async loadPack(packId: string, version: number) {
      const key = `${packId}@${version}`;
      const known = PACKS.find(key);
      if (known) return known;
      const pack = await curriculum.loadPack(packId, version);
      if (pack && JSON.stringify(pack).length <= MAX_SHARED_CHARS) PACKS.keep(key, freezeDeep(pack));
      return pack;
    },
  };
}
