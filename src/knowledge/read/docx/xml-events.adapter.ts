import { Parser } from "htmlparser2";

/** No part of a Word document nests deeper, tables in tables in text boxes included. */
const MAX_DEPTH = 512;
const PIECE_CHARS = 65_536;

export interface XmlHandler {
  open(tag: string, attributes: Readonly<Record<string, string>>): void;
  text(text: string): void;
  close(tag: string): void;
}

/** Reads XML event by event, so that no tree of it is ever held. False: it nests too deep, and the rest was left. Entities that a document defines are not expanded. */
export function readXml(xml: string, handler: XmlHandler): boolean {
  let depth = 0;
  let isTooDeep = false;
  const parser = new Parser(
    {
      onopentag: (tag, attributes) => {
        depth += 1;
        isTooDeep ||= depth > MAX_DEPTH;
        if (!isTooDeep) handler.open(tag, attributes);
      },
      ontext: (text) => {
        if (!isTooDeep) handler.text(text);
      },
      onclosetag: (tag) => {
        depth -= 1;
        if (!isTooDeep) handler.close(tag);
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  for (let at = 0; at < xml.length && !isTooDeep; at += PIECE_CHARS) parser.write(xml.slice(at, at + PIECE_CHARS));
  if (!isTooDeep) parser.end();
  return !isTooDeep;
}
