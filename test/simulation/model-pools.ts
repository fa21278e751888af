/** Codes that came into a pool, and what was said of them. */
export type PoolFilling = { at: number; codes: string[]; added: number; known: number };

/** Somebody was shown a code of the pool. */
export type PoolTaking = { id: string; at: number; shown: string | null; outcome: string | null };

/** A code as it is kept: by whom it was taken, or null. */
export type PoolCode = { code: string; takenBy: string | null };

/** Every code that came is there once, and each was shown to one at most, who keeps it. */
export function poolDifferences(
  fillings: PoolFilling[],
  { takings, kept }: { takings: PoolTaking[]; kept: PoolCode[] },
): string[] {
  const differences: string[] = [];
  const since = new Map<string, number>();
  for (const { at, codes, added, known } of fillings) {
    const distinct = new Set(codes);
    const fresh = [...distinct].filter((code) => !since.has(code));
    // Who asked again, because the answer was lost, is told that they are all there.
    if (added + known !== distinct.size || (added !== fresh.length && added !== 0)) {
      differences.push(`${added} codes called added of ${fresh.length}, and ${known} known`);
    }
    for (const code of fresh) since.set(code, at);
  }
  const holders = new Map<string, string>();
  for (const { id, at, shown, outcome } of takings) {
    if (shown === null) differences.push(`voucher ${id} shows nothing`);
    else if ((since.get(shown) ?? Infinity) > at) differences.push(`nobody has brought ${shown}`);
    else if (holders.has(shown)) differences.push(`${shown} was shown to two`);
    if (outcome !== "used") differences.push(`voucher ${id} ended as ${outcome ?? "nothing"}`);
    if (shown !== null) holders.set(shown, id);
  }
  for (const { code, takenBy } of kept) {
    if (takenBy !== (holders.get(code) ?? null)) {
      differences.push(`${code} is called taken by ${takenBy ?? "nobody"}`);
    }
  }
  const [there, brought] = [kept.map(({ code }) => code), [...since.keys()]];
  if (there.toSorted().join() !== brought.toSorted().join()) {
    differences.push(`${there.length} codes are kept, ${brought.length} were brought`);
  }
  return differences;
}

/** How many codes somebody who asked at a moment could have had: at least, and at most. */
export function codesLeft(
  fillings: PoolFilling[],
  { takings, at }: { takings: { at: number }[]; at: number },
): { least: number; most: number } {
  const brought = (until: (moment: number) => boolean) =>
    new Set(fillings.filter((filling) => until(filling.at)).flatMap(({ codes }) => codes)).size;
  const taken = (until: (moment: number) => boolean) =>
    takings.filter((taking) => until(taking.at)).length;
  return {
    least: brought((moment) => moment < at) - taken((moment) => moment <= at),
    most: brought((moment) => moment <= at) - taken((moment) => moment < at),
  };
}
