import type { Liver, Year } from "#test/support/year/live.ts";

/** Looks, once a month, at who spends most, and lets everybody know where they stand. */
export function rankMembers({ livers, version }: Year, at: number): void {
  if (!/"top-percent"/.test(JSON.stringify(version.document))) return;
  const bySpend = [...livers.values()]
    .filter(({ facts }) => facts.events.length > 0)
    .map((liver) => ({ liver, spent: spentBy(liver) }))
    .sort((a, b) => (a.spent > b.spent ? -1 : a.spent < b.spent ? 1 : 0));
  bySpend.forEach(({ liver, spent }, index) => {
    const percent = spent === 0n ? 100 : Math.ceil(((index + 1) * 100) / bySpend.length);
    const id = `${liver.id}:ranked:${at}`;
    liver.facts.events.push({ id, at, kind: "ranked", percent: String(percent) });
  });
}

function spentBy({ decision }: Liver): bigint {
  const orders = [...(decision?.state.orders.values() ?? [])];
  return orders.reduce((total, { spendMinor }) => total + spendMinor, 0n);
}
