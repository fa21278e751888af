import { flowsOf, type Flows } from "#app/domain/engine/flows.ts";
import type { Account, Lot } from "#app/domain/engine/state.ts";
import { invariant } from "#app/domain/invariant.ts";

/** What a member's ledger says: the net of its transfers, and the lots that hold points. */
export type Posted = { flows: Flows; lots: Lot[] };

/**
 * What a ledger says, as text. It is kept with the member and written anew with each posting, so it
 * is short: some 60 bytes an order. Equal texts say the same.
 */
export function formatPosted({ flows, lots }: Posted): string {
  const names: Name[] = [];
  const places = new Map<string, number>();
  const placeOf = (name: string) => {
    const known = places.get(name);
    if (known !== undefined) return known;
    places.set(name, names.length);
    return names.push(shortOf(name)) - 1;
  };
  const sums: SumRow[] = [];
  for (const { source, lot, from, to, points } of flows.values()) {
    if (points === 0n) continue;
    sums.push([placeOf(source), placeOf(lot), `${LETTER[from]}${LETTER[to]}${points}`]);
  }
  const rows = lots.map(({ lot, points, since, expiresAt }): LotRow => {
    return [placeOf(lot), points.toString(), since, expiresAt];
  });
  return JSON.stringify([names, sums, rows] satisfies Parts);
}

/** Reads what `formatPosted` wrote. Nothing has been posted where the text is empty. */
export function parsePosted(text: string): Posted {
  if (text === "") return { flows: new Map(), lots: [] };
  const [names, sums, rows] = JSON.parse(text) as Parts;
  const nameAt = (place: number) => {
    const name = names[place];
    invariant(name !== undefined, "each place has a name");
    return typeof name === "number" ? `${ORDER}${name}` : name;
  };
  const flows = sums.map(([source, lot, sum]) => {
    const accounts = { from: accountOf(sum.charAt(0)), to: accountOf(sum.charAt(1)) };
    return { source: nameAt(source), lot: nameAt(lot), ...accounts, points: BigInt(sum.slice(2)) };
  });
  const lots = rows.map(([lot, points, since, expiresAt]) => {
    return { lot: nameAt(lot), points: BigInt(points), since, expiresAt };
  });
  return { flows: flowsOf(flows), lots };
}

type Parts = [names: Name[], sums: SumRow[], lots: LotRow[]];
/** A number stands for the order of that number; most names do. */
type Name = number | string;
/** The places of its source and its lot, and two accounts with the points, such as "ai-25". */
type SumRow = [source: number, lot: number, sum: string];
type LotRow = [lot: number, points: string, since: number, expiresAt: number | null];

const ORDER = "order:gid://shopify/Order/";

function shortOf(name: string): Name {
  if (!name.startsWith(ORDER)) return name;
  const number = Number(name.slice(ORDER.length));
  return Number.isSafeInteger(number) && `${ORDER}${number}` === name ? number : name;
}

const LETTER: Record<Account, string> = {
  pending: "p",
  available: "a",
  reserved: "r",
  debt: "d",
  issued: "i",
  redeemed: "u",
  expired: "e",
  adjusted: "j",
  forgiven: "f",
};
const ACCOUNTS = new Map(
  (Object.keys(LETTER) as Account[]).map((account) => [LETTER[account], account]),
);

function accountOf(letter: string): Account {
  const account = ACCOUNTS.get(letter);
  invariant(account !== undefined, "each letter has an account");
  return account;
}
