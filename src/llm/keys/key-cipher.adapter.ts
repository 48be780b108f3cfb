import type { Random } from "../../shared/random.ts";
import { hashText } from "../hash-prompt.ts";
import type { KeyCipher, KeyContext } from "./provider-keys.port.ts";

export interface KeyCipherOptions {
  /** 32 bytes each. What was sealed with `previous` still opens; nothing is sealed with it any more. */
  readonly current: Uint8Array<ArrayBuffer>;
  readonly previous: Uint8Array<ArrayBuffer> | null;
  readonly random: Random;
}

/** NIST SP 800-38D: 96 random bits. Safe for about 2³² keys of one encryption key, more than there will ever be tenants. */
const NONCE_BYTES = 12;
/** Twelve hexadecimal digits tell encryption keys apart; a hash of 256 random bits gives nothing away. */
const VERSION_LENGTH = 12;

interface Opener {
  readonly version: string;
  readonly key: CryptoKey;
}

/** AES-256-GCM by the platform's WebCrypto. Tenant, provider and address are authenticated with every key. */
export function createKeyCipher({ current, previous, random }: KeyCipherOptions): KeyCipher {
  // The keys themselves, not the promise of them: requests that share an isolate must not wait for each other's work.
  let known: readonly [Opener, ...Opener[]] | null = null;
  const openers = async () => (known ??= [await toOpener(current), ...(previous === null ? [] : [await toOpener(previous)])]);

  return {
    async version() {
      const [{ version }] = await openers();
      return version;
    },
    async seal(context, text) {
      const [{ version, key }] = await openers();
      const nonce = Uint8Array.from(random.bytes(NONCE_BYTES));
      const sealed = await crypto.subtle.encrypt(parameters(nonce, context), key, new TextEncoder().encode(text));
      return { key_version: version, sealed: toBase64Url(nonce, new Uint8Array(sealed)) };
    },
    async open(context, { key_version, sealed }) {
      const opener = (await openers()).find(({ version }) => version === key_version);
      const bytes = fromBase64Url(sealed);
      if (opener === undefined || bytes === null || bytes.length <= NONCE_BYTES) return null;
      try {
        const nonce = bytes.subarray(0, NONCE_BYTES);
        const text = await crypto.subtle.decrypt(parameters(nonce, context), opener.key, bytes.subarray(NONCE_BYTES));
        return new TextDecoder().decode(text);
      } catch {
        // WebCrypto does not say why, and it would not matter: this is not the key that was stored here.
        return null;
      }
    },
  };
}

function parameters(iv: Uint8Array<ArrayBuffer>, { tenant_id, provider, base_url }: KeyContext) {
  return { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(JSON.stringify([tenant_id, provider, base_url])) };
}

async function toOpener(bytes: Uint8Array<ArrayBuffer>): Promise<Opener> {
  const digest = await hashText(`cairn key version ${toBase64Url(bytes)}`);
  const key = await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
  return { version: digest.slice(0, VERSION_LENGTH), key };
}

function toBase64Url(...parts: readonly Uint8Array[]): string {
  const binary = parts.map((bytes) => String.fromCharCode(...bytes)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[\w-]*$/.test(text)) return null;
  try {
    return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
  } catch {
    return null;
  }
}
