/** What happened to a pool of codes, in the order in which it did. */
export type PoolStep = { at: number } & (
  | { kind: "brought"; codes: string[]; added: number; known: number }
  /** Staff took out what nobody had, and was told how many these were. */
  | { kind: "withdrawn"; count: number }
  /** Somebody was shown a code. */
  | { kind: "taken"; id: string; shown: string | null }
);

/** A code as it is kept: by whom it was taken, or null. */
export type PoolCode = { code: string; takenBy: string | null };

/** The codes that are there, each with who has it; and what is wrong with how it came to that. */
type Pool = { codes: Map<string, string | null>; differences: string[] };

/** Every code that came is there once, and each was shown to one at most, who keeps it. */
export function poolDifferences(
  steps: PoolStep[],
  { kept, outcomes }: { kept: PoolCode[]; outcomes: Map<string, string | null> },
): string[] {
  const pool: Pool = { codes: new Map(), differences: [] };
  for (const step of steps) follow(pool, step);
  const { codes, differences } = pool;
  for (const [id, outcome] of outcomes) {
    if (outcome !== "used") differences.push(`voucher ${id} ended as ${outcome ?? "nothing"}`);
  }
  for (const { code, takenBy } of kept) {
    const holder = codes.get(code);
    if (holder === undefined) differences.push(`${code} is kept, and was withdrawn or never came`);
    else if (takenBy !== holder)
      differences.push(`${code} is called taken by ${takenBy ?? "nobody"}`);
  }
  if (kept.length < codes.size) {
    differences.push(`${kept.length} codes are kept, and there are ${codes.size}`);
  }
  return differences;
}

function follow({ codes, differences }: Pool, step: PoolStep): void {
  switch (step.kind) {
    case "brought": {
      const { added, known } = step;
      const distinct = new Set(step.codes);
      const fresh = [...distinct].filter((code) => !codes.has(code));
      // Who asked again, because the answer was lost, is told that they are all there.
      if (added + known !== distinct.size || (added !== fresh.length && added !== 0)) {
        differences.push(`${added} codes called added of ${fresh.length}, and ${known} known`);
      }
      for (const code of fresh) codes.set(code, null);
      return;
    }
    case "withdrawn": {
      const free = [...codes].filter(([, holder]) => holder === null);
      // Who asked again is told that there are none any more.
      if (step.count !== free.length && step.count !== 0) {
        differences.push(`${step.count} codes called withdrawn of ${free.length}`);
      }
      for (const [code] of free) codes.delete(code);
      return;
    }
    case "taken": {
      const { id, shown } = step;
      if (shown === null) return void differences.push(`voucher ${id} shows nothing`);
      const holder = codes.get(shown);
      if (holder === undefined) differences.push(`${shown} was not there for ${id}`);
      else if (holder !== null) differences.push(`${shown} was shown to two`);
      codes.set(shown, id);
    }
  }
}

/** How many codes somebody who asked at a moment could have had: at least, and at most. */
export function codesLeft(steps: PoolStep[], at: number): { least: number; most: number } {
  const pool: Pool = { codes: new Map(), differences: [] };
  const left = () => [...pool.codes.values()].filter((holder) => holder === null).length;
  for (const step of steps) if (step.at < at) follow(pool, step);
  const counts = [left()];
  for (const step of steps) {
    if (step.at !== at) continue;
    follow(pool, step);
    counts.push(left());
  }
  return { least: Math.min(...counts), most: Math.max(...counts) };
}
