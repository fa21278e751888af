// Crockford's base 32: digits and capitals without I, L, O and U, so that a code read aloud or
// copied by hand cannot be mistaken.
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 13;

/** Bytes of randomness that `formatCode` wants. */
export const CODE_BYTES = LENGTH;

/** A discount code of 65 random bits, in groups that people can read: 7F3K-9Q2M-X4T0B. */
export function formatCode(random: Uint8Array): string {
  const letters = Array.from(random.subarray(0, LENGTH), (byte) => ALPHABET.charAt(byte % 32));
  const text = letters.join("");
  return `${text.slice(0, 4)}-${text.slice(4, 8)}-${text.slice(8)}`;
}
