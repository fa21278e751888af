/** Who had a piece of something that there are only so many of: since when, and until when. */
export type Holder = { id: string; since: number; returned: number | null };

/** How many are held at a moment: at least, and at most, for what ends in it may end after it. */
export function heldAt(holders: Holder[], at: number): { least: number; most: number } {
  const begun = holders.filter(({ since }) => since <= at);
  const count = (isHeld: (returned: number) => boolean) =>
    begun.filter(({ returned }) => returned === null || isHeld(returned)).length;
  return { least: count((returned) => returned > at), most: count((returned) => returned >= at) };
}

/** Where there were more of them than there are, or other than so many are called taken. */
export function stockDifferences(
  holders: Holder[],
  { stock, taken }: { stock: number; taken: number },
): string[] {
  const most = Math.max(0, ...holders.map(({ since }) => heldAt(holders, since).least));
  const held = holders.filter(({ returned }) => returned === null).length;
  return [
    ...(most > stock ? [`${most} were held of ${stock}`] : []),
    ...(held === taken ? [] : [`${held} are held, and ${taken} are called taken`]),
  ];
}
