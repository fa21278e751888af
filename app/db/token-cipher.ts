import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { Config } from "#app/config.server.ts";

export type TokenKeys = Config["TOKEN_KEYS"];

export type TokenCipher = {
  /** `place` is where the text is kept; it can be read back only from there. */
  encrypt(text: string, place: string): string;
  /** Null if the text was tampered with, moved, or written with a key we no longer have. */
  decrypt(text: string, place: string): string | null;
};

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM; what it writes is `<key id>:<base64>`, so that keys can be replaced in time. */
export function tokenCipher(keys: TokenKeys): TokenCipher {
  const [writing] = keys;
  if (!writing) throw new Error("There is no key to encrypt tokens with.");
  return {
    encrypt: (text, place) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", writing.bytes, nonce);
      cipher.setAAD(Buffer.from(place));
      const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      const parts = Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
      return `${writing.id}:${parts.toString("base64")}`;
    },
    decrypt: (text, place) => {
      const [keyId, base64 = ""] = text.split(":", 2);
      const key = keys.find(({ id }) => id === keyId);
      const parts = Buffer.from(base64, "base64");
      if (!key || parts.length < NONCE_BYTES + TAG_BYTES) return null;
      return open(key.bytes, parts, place);
    },
  };
}

function open(key: Buffer, parts: Buffer, place: string): string | null {
  const nonce = parts.subarray(0, NONCE_BYTES);
  const cipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(place));
  cipher.setAuthTag(parts.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  const sealed = parts.subarray(NONCE_BYTES + TAG_BYTES);
  try {
    return Buffer.concat([cipher.update(sealed), cipher.final()]).toString("utf8");
  } catch {
    // The tag does not fit: not what we wrote, or not where we wrote it.
    return null;
  }
}
