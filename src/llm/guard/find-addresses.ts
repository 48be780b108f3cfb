import type { PersonalSpan } from "./personal-span.ts";

const CAP = "\\p{Lu}[\\p{L}\\p{M}'’.-]{0,30}";
const HOUSE = "\\d{1,5}[A-Za-z]?(?:[-/]\\d{1,4}[A-Za-z]?)?";
const SUFFIX =
  "(?:Street|Str|St|Road|Rd|Avenue|Ave|Av|Lane|Ln|Drive|Dr|Boulevard|Blvd|Way|Court|Ct|Place|Pl|Square|Sq|Terrace|Crescent|Close|Circle|Cir|Highway|Hwy|Parkway|Pkwy|Trail|Alley|Row|Gardens|Grove|Mews|Streets|Plaza|Loop|Ridge|Hill|Walk|Quay|Freeway|Expressway|Motorway|Turnpike|Throughway|Skyway|Bypass|Overpass|Underpass|Junction|Crossing|Crossroads?|Spur|Access|Fields?|Courts|Hollow|Cove|Estates?|Gateway|Glen|Heights|Knolls?|Landing|Manors?|Meadows?|Orchard|Passage|Path|Pike|Stravenue|Trace|Track|Trafficway|Viaduct|Vista|Views?|Mall|Mills?|Ramp|Roads|Summit|Nagar|Marg|Chowk|Ganj)";
/** Beginnings that say "street" in other languages. */
const PREFIX =
  "(?:[Rr]ue|[Aa]venue|[Bb]oulevard|[Cc]hemin|[Ii]mpasse|[Pp]lace|Via|[Vv]iale|[Vv]icolo|[Pp]iazza|[Cc]orso|[Cc]ontrada|[Ss]trada|[Cc]alle|C/|[Aa]venida|Av\\.|[Pp]aseo|[Pp]laza|[Cc]amino|[Cc]arrer|[Rr]ua|[Rr]úa|[Tt]ravessa|[Ll]argo|[Uu]l\\.|[Uu]lica|[Aa]l\\.|[Oo]s\\.|[Pp]l\\.|[Cc]esta|[Tt]rg|[Ss]tr\\.|[Bb]ulevardul)";
/** Endings of words that say "street": a house number must follow. */
const STREET_WORD =
  "\\p{Lu}[\\p{L}\\p{M}'’-]{1,30}(?:str(?:aße|asse|\\.)|weg|gasse|-(?:Straße|Strasse|Allee|Weg|Platz|Gasse|Ring|Ufer)|ulica|polku|tie|torget|bulevardi|platz|allee|ufer|damm|vej|vænget|gade|gata|gatan|gatu|vägen|veien|vegen|gränd|plads|torg|katu|kuja|tänav|laan|straat|plein|gracht|dijk|kade|terrasse|braut|vegur|stræti)";
/** Beginnings that say "street" or "quarter" where a number follows. */
const NUMBERED_PREFIX =
  "(?:[Pp]lac|[Aa]leja|[Aa]leje|[Oo]siedle|[Rr]ondo|[Ss]kwer|[Nn]áměstí|[Nn]ámestie|[Ss]oseaua|[Șș]oseaua|Aleea|Intrarea|Splaiul|Prolongación|Ampliación|Calzada|Retorno|Diagonal|Circunvalación|Cerrada|Callejón|Privada|Circuito|Eje|Peatonal|Periférico|Andador|Corredor|Pasaje|Viaducto|Continuación|Glorieta|Urbanización|Ronda|Rambla|Cañada|Cuesta|Alameda|Estação|Lagoa|Loteamento|Setor|Viaduto|Favela|Sítio|Quadra|Núcleo|Conjunto|Condomínio|Colônia|Rodovia|Praça|Residencial|Jardim|Ladeira|Morro|Passarela|Recanto|Trecho|Trevo|Vereda|Fazenda|Esplanada|Distrito|Chácara|Quai|Cours|Allée|Allées|Passage|Square|Esplanade|Borgo|Largo|Rotonda|Incrocio|Canale|Stretto|Contrada)";
const NUMBER = "\\d{1,4}[A-Za-z]?(?:[-/]\\d{1,4}[A-Za-z]?)?";
const STREET_KIND =
  "(?:[Ss]tra(?:ße|sse)|[Ss]treet|[Ww]eg|[Gg]asse|[Pp]latz|[Aa]llee|[Gg]ade|[Vv]ej|[Tt]errasse|utca|u\\.|út|útja|tér|kapu|körút|köz|gatan|gata|[Kk]atu|[Tt]änav|ul\\.|ulica|vei)";

const CORES: readonly RegExp[] = [
  // 12 Baker Street, 704 1436 Redbud Drive, 5049 Harjukuja 54
  new RegExp(
    `(?<![\\p{L}\\p{N}.,])${HOUSE}(?: |, ?|\\n)(?:${HOUSE} )?(?:${CAP} ){1,4}${SUFFIX}\\b\\.?(?: \\p{Lu}\\p{L}{1,20} (?:Extensions?|Streets?))?`,
    "gu",
  ),
  new RegExp(
    `(?<![\\p{L}\\p{N}.,])\\d{2,6} (?:${CAP} ){1,4}(?:u\\. ?|utca |tér |kapu |út |${STREET_KIND} )?\\d{1,4}\\b\\.?(?: \\p{Lu}\\p{L}{1,20} Streets?)?`,
    "gu",
  ),
  // Rue de la Paix 5, ul. Miła 53
  new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${HOUSE},? )?${PREFIX} (?:(?:de|du|des|del|della|dei|di|da|do|dos|la|le|las|los|the|d'|l') ?){0,2}(?:${CAP} ?){1,4}(?:,? ?\\d{1,5}\\b\\.?)?`,
    "gu",
  ),
  // Villacher Strasse 89, Erzsébet tér 19., Hauptstraße 5, Præstevænget 15
  new RegExp(`(?<![\\p{L}\\p{N}])(?:\\d{1,6} )?(?:${CAP} ){1,3}${STREET_KIND} ?${NUMBER}(?![\\p{L}\\p{N}])\\.?`, "gu"),
  new RegExp(`(?<![\\p{L}\\p{N}])(?:\\d{1,6} )?(?:${CAP} ){0,2}${STREET_WORD} ?${NUMBER}(?![\\p{L}\\p{N}])`, "gu"),
  new RegExp(`(?<![\\p{L}\\p{N}])(?:\\d{1,6} )?${NUMBERED_PREFIX} (?:(?:${CAP}|\\p{Ll}{1,4}) ?){1,6},? ?${NUMBER}(?![\\p{L}\\p{N}])`, "gu"),
  // Whatever the street is called: a number, and on the next line or after a comma a postal code with its town
  new RegExp(
    `(?<![\\p{L}\\p{N}])(?:\\d{1,6} )?${CAP} (?:(?:${CAP}|\\p{Ll}{1,14}) ){0,4}${NUMBER}(?:, |\\.?\\n ?)(?:[A-Z]{1,2}-)?\\d{4,6}(?:[ -]\\d{2,3}|[A-Z]{2})?(?: |\\n)${CAP}`,
    "gu",
  ),
  // Post of armies, boxes, flats
  /(?<![\p{L}\p{N}])(?:(?:PSC|Unit|CMR|USN[VS]|USS|USCGC) ?[\p{L}\d]{2,15},? ?(?:Box \d{1,5})?\s{0,2})?[AFD]PO A[AEP] \d{5}(?!\p{N})/giu,
  new RegExp(
    `(?<!\\p{L})the corner of (?:(?:${CAP}|\\d{1,5}|ul\\.|rue|calle) ){1,5}and (?:(?:${CAP}|\\d{1,5}|ul\\.|rue|calle) ?){1,4}`,
    "gu",
  ),
  /(?<![\p{L}\p{N}])(?:P\.? ?O\.? ?Box|Postfach|Apartado|Postbus) \d{1,6}/giu,
  /(?<![\p{L}\p{N}])(?:Apt|Apartment|Suite|Flat)\.? #?\d{1,5}[A-Z]?(?![\p{N}])/gu,
  // A state of the USA with its ZIP code
  /(?<![\p{L}\p{N}])(?:A[LKZR]|C[AOT]|D[CE]|FL|GA|HI|I[DLNA]|K[SY]|LA|M[EDAINSOT]|N[EVHJMYCD]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[TA]|W[AVIY]) \d{5}(?:-\d{4})?(?![\p{N}])/gu,
];
/** Words after which a place with a number is an address, whatever the language of the street. */
const CUE =
  /(?<![\p{L}])(?:(?:home |billing |postal |mailing |my |new |his |her |the |full )*address(?:es)?(?: to the same| to| with| is|'s)?(?: located at)?\s*[:=]?|(?:i|he|she|we|they) (?:now |once |currently )?(?:live[sd]?|reside[sd]?|stay(?:s|ed)?|moved) (?:at|on|in|to)|(?:located|office is|restaurant is|sent|ship(?:ped)?|deliver(?:ed)?|delivery|taxi|station is|house is|school is|meet(?:ing)?|stop|stays?) (?:is )?(?:at|to|on|in)|(?:adresse|dirección|indirizzo|endereço|adres|adress|адрес)\s*(?:ist|est|es|è|é|:)|住所は|地址是?)[\s:]{1,8}/giu;
/** At most five more lines or parts: flat, town, country, postal code. */
const TAIL =
  /(?:[,\s>?]{1,6}(?:[A-Z]{1,2}-)?\d{3,6}(?:[ -]\d{2,4}|[A-Z]{2})?[ \n]\p{Lu}[\p{L}\p{M}'’-]{1,30}(?: [\p{L}\p{M}'’-]{1,20}){0,3}(?: ?[,/] ?[A-Z]{2,3})?(?=\s*(?:[\n,.!?;]|$))|,? (?:Apt|Apartment|Suite|Flat|Unit)\.? #?\d{1,5}|[,\s>?]{1,6}\p{Lu}[\p{L}\p{M}'’-]{1,30}(?: (?:\p{Lu}[\p{L}\p{M}'’-]{1,30}|u|v|na|pri|sur|am|im|an der|de|la|le|del|di|upon|nad|pod|ob|bei|of|the|do|da)){0,6}[ -]?(?:\d{4,6})?(?![\p{L}\p{N}])(?=\s*(?:[\n,.!?;]|$))|[,\s>?]{1,6}(?:\p{Lu}{2}|nan|\d{2}) ?,?\s{0,3}\d{3,6}(?:-\d{3,4})?(?=\s*(?:[\n,.!?;]|$))|\n[,\s>?]{0,5}(?:nan|\d{1,6}|\p{Lu}[^\n,.!?\d]{1,40}\d{0,6})(?=\s*(?:[\n,.!?]|$))|,? ?\d{4,6} \p{Lu}[\p{L}\p{M}'’-]{1,30})/uy;
/** What follows a cue: capitalised words and numbers, with the small words that stand between them in addresses. */
const AFTER_CUE =
  /(?:the corner of )?(?:(?:\p{Lu}[\p{L}\p{M}'’./-]*|\d{1,6}[A-Za-z]?\b|and(?= [\p{Lu}\d])|of(?= \p{Lu})|de|la|del|do|du|des|der|am|an|utca|u\.|ul\.|tér|kapu|út|str\.?|gate|terrasse)[ ,/]{0,2}){2,12}\.?/uy;

/** Streets with their numbers, post boxes, flats, and what follows them up to the country. A town alone is none. */
export function findAddresses(text: string): PersonalSpan[] {
  const spans: PersonalSpan[] = [];
  if (!/\d|the corner of/.test(text)) return spans;
  const add = (start: number, end: number) => spans.push({ start, end: tailFrom(text, end), type: "address" });
  for (const core of CORES)
    for (const { 0: found, index } of text.matchAll(core)) if (!LESSON_NUMBER.test(found)) add(index, index + found.trimEnd().length);
  for (const { 0: cue, index } of text.matchAll(CUE)) {
    AFTER_CUE.lastIndex = index + cue.length;
    const found = AFTER_CUE.exec(text)?.[0].replace(/[ ,/]+$/, "");
    if (found && !TECHNICAL.test(found) && (/\d/.test(found) || found.startsWith("the corner of")))
      add(index + cue.length, index + cue.length + found.length);
  }
  return spans;
}

/** What a packet goes to is no street either. */
const TECHNICAL = /^(?:of |the )?(?:IPv?\d?|LAN|WAN|MAC|TCP|UDP|HTTP|DNS|Host|Node|Router|Hop|Port|Layer)\b/;

/** "3 Newton Law 2" is no street. */
const LESSON_NUMBER =
  /\b(?:During|In|Since|Until|By|From|After|Before|Around|About|Hop|LAN|WAN|Host|Router|Sequence|Layer|Port|Figure|Fig|Chapter|Section|Table|Step|Node|Bulb|Terminal|Question|Part|Unit|Level|Grade|Year|Day|Week|Term|Version|Article|Law|Equation|Example|Exercise|Lesson|Phase|Row|Group|Team|Class|January|February|March|April|May|June|July|August|September|October|November|December)\b\.? \d/;

function tailFrom(text: string, end: number): number {
  let to = end;
  for (let parts = 0; parts < 6; parts++) {
    TAIL.lastIndex = to;
    const part = TAIL.exec(text)?.[0].trimEnd();
    if (!part) break;
    to += part.length;
  }
  return to;
}
