const MOST_WORDS = 40;
const LONGEST_WORD = 60;

/** Letters, digits, and signs such as emoji: what a word can begin with. */
const BEGINS = /[\p{L}\p{N}\p{So}]/u;
const UNSPACED_SCRIPTS = ["Han", "Hira", "Kana", "Hang", "Thai", "Laoo", "Khmr", "Mymr"];
/** Letters that keep their stroke, or stand for two, where Unicode takes accents away. */
const PLAIN: Record<string, string> = {
  ł: "l",
  ø: "o",
  đ: "d",
  ħ: "h",
  ı: "i",
  ß: "ss",
  æ: "ae",
  œ: "oe",
  þ: "th",
};
/** What has no spaces around it: emoji, and scripts whose names are looked for by any part. */
const UNSPACED = new RegExp(
  `[\\p{So}${UNSPACED_SCRIPTS.map((script) => `\\p{scx=${script}}`).join("")}]`,
  "u",
);

/**
 * What a member is found by: the words of their name and e-mail, with a space between. A word goes
 * on to the next space, and begins anew after each sign within: "jean-luc" is found by "luc" as
 * well. Where a script has no spaces it begins anew with each letter, and a name is found written
 * as one word too, whichever of its parts comes first.
 */
export function searchTextOf(...texts: (string | null)[]): string {
  const tokens = texts.flatMap((text) => withJoined(tokensOf(text ?? "")));
  const words = tokens.flatMap(beginningsOf);
  return [...new Set(words)].slice(0, MOST_WORDS).join(" ");
}

/** The words somebody looks for; each must be the beginning of a word of whoever is found. */
export function searchWordsOf(search: string): string[] {
  const words = tokensOf(search).flatMap((token) => beginningsOf(token).slice(0, 1));
  return [...new Set(words)].slice(0, MOST_WORDS);
}

/** Names of several parts in a script without spaces, as they are mostly written: as one word. */
function withJoined(tokens: string[]): string[] {
  const unspaced = tokens.length > 1 && tokens.every((token) => [...token].every(isUnspaced));
  return unspaced ? [...tokens, tokens.join(""), tokens.toReversed().join("")] : tokens;
}

function isUnspaced(letter: string): boolean {
  return UNSPACED.test(letter);
}

/** Without what tells apart writings of the same: case, accents, wide and narrow letters. */
function tokensOf(text: string): string[] {
  const bare = text.normalize("NFKD").toLowerCase().replaceAll(/\p{M}/gu, "").normalize("NFC");
  const plain = bare.replaceAll(/[łøđħıßæœþ]/gu, (letter) => PLAIN[letter] ?? letter);
  return plain.split(/\s+/u).filter((token) => token !== "");
}

function beginningsOf(token: string): string[] {
  const letters = [...token];
  return letters.flatMap((letter, at) => {
    const before = letters[at - 1];
    const begins = before === undefined || !BEGINS.test(before) || UNSPACED.test(letter);
    if (!BEGINS.test(letter) || !begins) return [];
    return letters.slice(at, at + LONGEST_WORD).join("");
  });
}
