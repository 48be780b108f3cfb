import type { Random } from "../shared/random.ts";

/** Tells what the text is to whoever finds it in a log or a repository, secret scanners included. */
const PREFIX = "cairn_sk_";
// Letters and digits only: a double click takes the whole key. No vowels and no look-alikes: keys spell no words.
const ALPHABET = "0123456789bcdfghjkmnpqrstvwxyz";
/** 40 characters of a 30-letter alphabet: 196 bits. */
const SECRET_LENGTH = 40;
/** 30⁷ is more than 2³²: room for the whole checksum. */
const CHECKSUM_LENGTH = 7;
const SHAPE = new RegExp(`^${PREFIX}[${ALPHABET}]{${SECRET_LENGTH + CHECKSUM_LENGTH}}$`);

/** A new key: `cairn_sk_`, 40 unguessable characters, and a checksum of all before it. */
export function makeApiKey(random: Random): string {
  let secret = "";
  while (secret.length < SECRET_LENGTH) {
    for (const byte of random.bytes(SECRET_LENGTH)) {
      // 240 is the largest multiple of 30 in a byte: rejecting the rest keeps every letter equally likely.
      if (byte < 240 && secret.length < SECRET_LENGTH) secret += ALPHABET[byte % ALPHABET.length];
    }
  }
  return PREFIX + secret + checksumOf(PREFIX + secret);
}

/** Whether a text can be one of our keys. Typing slips and other people's keys are told without asking the database; it is no proof of anything else. */
export function isApiKey(text: string): boolean {
  if (!SHAPE.test(text)) return false;
  return checksumOf(text.slice(0, -CHECKSUM_LENGTH)) === text.slice(-CHECKSUM_LENGTH);
}

/** CRC-32 (the one of zip and PNG) of an ASCII text in base 30. */
function checksumOf(text: string): string {
  let crc = 0xffffffff;
  for (let at = 0; at < text.length; at++) {
    crc ^= text.charCodeAt(at);
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  let rest = (crc ^ 0xffffffff) >>> 0;
  let digits = "";
  for (let place = 0; place < CHECKSUM_LENGTH; place++) {
    digits = ALPHABET.charAt(rest % ALPHABET.length) + digits;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return digits;
}
