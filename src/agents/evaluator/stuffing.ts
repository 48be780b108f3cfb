import { readSentences } from "../../curriculum/text.ts";
import { isContent, type Token } from "../../curriculum/token.ts";

/** A list of so many fragments of one or two words says everything and nothing. */
const LIST_FRAGMENTS = 8;
/** Running text without any function word beyond this many content words is a pile of key words … */
const PILE_WORDS = 14;
/** … when this share of it is the item's own vocabulary. */
const PILE_VOCABULARY_SHARE = 0.5;
/** Longer replies compare cases ("one has it, the other does not"), so only short ones can be seen to contradict themselves. */
const CONTRADICTION_WORDS = 30;
const HYPOTHETICAL = /^(?:if|when|until|unless|once|would|could|before|after|whether|while|till)$/;

/** Whether a reply says a thing and denies it, clause against clause: "it is committed, it is not committed". What would be does not count. */
export function contradictsItself(reply: string): boolean {
  if (reply.split(/\s+/).length > CONTRADICTION_WORDS) return false;
  const said = new Map<string, boolean>();
  for (const clause of clausesOf(reply)) {
    if (clause.some(({ text }) => HYPOTHETICAL.test(text))) continue;
    const content = clause
      .filter(isContent)
      .map(({ stem }) => stem)
      .sort()
      .join(" ");
    // The brackets of "range(5) never gets to 5" part a lone number from its sentence; alone it claims nothing.
    if (content === "" || (clause.length === 1 && /^\d/.test(content))) continue;
    const denies = clause.some(({ negator }) => negator);
    if (said.has(content) && said.get(content) !== denies) return true;
    said.set(content, denies);
  }
  return false;
}

function clausesOf(reply: string): Token[][] {
  return readSentences(reply).flatMap(({ tokens, end }) => {
    // A rhetorical question ("Is it committed? No, …") states nothing.
    if (/^\s*\?/.test(reply.slice(end))) return [];
    const clauses: Token[][] = [[]];
    for (const [at, token] of tokens.entries()) {
      if (token.clause !== (tokens[at - 1]?.clause ?? token.clause) || /^(?:and|or|but|yet|also)$/.test(token.text)) clauses.push([]);
      clauses.at(-1)?.push(token);
    }
    return clauses;
  });
}

/**
 * Whether a reply lists key words instead of saying something with them. `vocabulary`: the stems of the item's question and key. Only English can be
 * judged so: the function words of other languages are not known here.
 */
export function isWordPile(reply: string, vocabulary: ReadonlySet<string>, language: string): boolean {
  if (!/^en\b/i.test(language)) return false;
  const tokens = readSentences(reply).flatMap((sentence) => sentence.tokens);
  const content = tokens.filter(isContent);
  const known = content.filter(({ stem }) => vocabulary.has(stem)).length;
  if (content.length === 0 || known / content.length < PILE_VOCABULARY_SHARE) return false;
  const fragments = reply.split(/[,;|/\n]+/).filter((part) => part.trim() !== "");
  if (fragments.length >= LIST_FRAGMENTS && fragments.every((part) => part.trim().split(/\s+/).length <= 2)) return true;
  return content.length >= PILE_WORDS && tokens.length - content.length <= content.length / PILE_WORDS;
}
