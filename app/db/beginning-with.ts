/** The last letter there is. */
const LAST = "\u{10FFFF}";

/** What begins with `text`, as a range of an index: columns in byte order ("C") only. */
export function beginningWith(text: string): { gte: string; lt: string } {
  return { gte: text, lt: `${text}${LAST}` };
}

/**
 * So many rows of a list are looked up first, in the order of what they begin with; of more than
 * these some are come upon soon by reading the list itself. Postgres cannot tell which it will be.
 */
export const FEW = 1_000;
