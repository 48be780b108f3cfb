/** Endings of family names in many languages. In English words they are rare. */
const FAMILY_ENDING =
  /\p{Ll}{2}(?:ss?on|[dlmnrt]son|ssen|[^s]sen|dóttir|dottir|ová|ovna|ov|ova|ev|eva|yeva|ski|ska|sky|skaya|ský|ská|wicz|czyk|ić|ović|enko|chuk|yan|dze|shvili|escu|eanu|opoulos|idis|akis|ez|nen|oğlu|oglu|mann|baum|feld|quist|qvist|strøm|ström|gaard|gård|ini|etti|elli|ucci|acci|azzi|izzi|ozzi|oni|tti|illo|eira|inho|ães|vich|yevna|ssy|ász|ács|ík|ák|ček|mayr|hara|moto|mura|yama|shima|kawa|gawa|guchi|zawa|saki|ов|ова|ев|ева|ский|ская|ин|ина|енко|ович|евич|овна|евна|чук|ян|дзе|швили)$/u;
/** English words that end like family names. */
const NO_FAMILY =
  /^(?:person|lesson|reason|season|prison|poison|comparison|mission|passion|session|carbon|hudson|edison|arson|venison|unison|bison|listen|fasten|lessen|loosen|chosen|frozen|gluten|oxygen|hydrogen|houston|martini|bikini|mini|macaroni|nova|diva|casino|between|seven|garden|golden|hidden|sudden|wooden|broken|open|given|taken|written|happen|nineteen|eighteen|fourteen)$/;

/** Whether a word ends like a family name and is not one of the English words that do so too. */
export const endsLikeFamilyName = (word: string): boolean => FAMILY_ENDING.test(word) && !NO_FAMILY.test(word.toLowerCase());
