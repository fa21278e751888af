import { setTimeout as sleep } from "node:timers/promises";
import type { Book } from "#test/crashes/book.ts";
import type { Chance } from "#test/crashes/chance.ts";
import type { Courier } from "#test/crashes/courier.ts";
import type { Scene } from "#test/crashes/scene.ts";

/** Killing nobody shows how long an order takes on this machine anyway. */
export type Kind = "nobody" | "web" | "worker" | "postgres" | "all";

/** One kill and how long it took, in milliseconds, until all went on. Null: it never did. */
export type Kill = { kind: Kind; answeredMs: number | null; awardedMs: number | null };

type Place = { scene: Scene; book: Book; courier: Courier; chance: Chance };

const KINDS: readonly Kind[] = ["web", "worker", "postgres"];
const ALL_PERCENT = 10;
const WITHOUT = 5;
const GIVE_UP_MS = 60_000;
const LOOK_MS = 40;
/** The next one comes soon enough to hit what is only just being picked up. */
const PAUSE_MS = 900;

type Wish = {
  times: number;
  endAfterMs: number;
  onKill?: (kill: Kill, count: number) => void;
};

/** Kills one part after the other, and measures each time how long it takes to recover. */
export async function killAgainAndAgain(
  place: Place,
  { times, endAfterMs, onKill }: Wish,
): Promise<Kill[]> {
  const kills: Kill[] = [];
  const end = performance.now() + endAfterMs;
  for (let count = 0; count < WITHOUT; count++) kills.push(await killOnce(place, "nobody"));
  for (let count = 1; count <= times && performance.now() < end; count++) {
    await sleep(place.chance.below(PAUSE_MS));
    // The first ones are one of each, so that the shortest run has them all.
    const any = place.chance.percent(ALL_PERCENT) ? "all" : place.chance.pick(KINDS);
    const kill = await killOnce(place, [...KINDS, "all" as const][count - 1] ?? any);
    kills.push(kill);
    onKill?.(kill, count);
  }
  return kills;
}

async function killOnce(place: Place, kind: Kind): Promise<Kill> {
  const { scene, chance } = place;
  const { webs, workers, postgres } = scene;
  const one = chance.pick(kind === "web" ? webs : workers);
  const moment = performance.now();
  if (kind === "web" || kind === "worker") await one.kill();
  if (kind === "all") await Promise.all([...webs, ...workers].map((each) => each.kill()));
  if (kind === "postgres" || kind === "all") {
    await postgres.kill();
    await postgres.start();
  }
  const [answered, awarded] = await Promise.all([
    waitFor(moment, () => Promise.resolve(place.courier.answeredSince(moment))),
    waitFor(moment, () => awardedSince(place, moment)),
  ]);
  return { kind, answeredMs: answered, awardedMs: awarded };
}

async function waitFor(moment: number, look: () => Promise<number | null>): Promise<number | null> {
  while (performance.now() - moment < GIVE_UP_MS) {
    const at = await look();
    if (at !== null) return at - moment;
    await sleep(LOOK_MS);
  }
  return null;
}

/** When an order that was placed after this moment was seen to be awarded. */
async function awardedSince({ scene, book }: Place, moment: number): Promise<number | null> {
  const fresh = book.orders.slice(-300).filter(({ placedAt }) => placedAt >= moment);
  const sources = fresh.map(({ gid }) => `order:${gid}`);
  if (sources.length === 0) return null;
  const found = await scene.query(
    "SELECT FROM transfer WHERE shop_id = $1 AND source = ANY($2) LIMIT 1",
    [scene.ctx.shopId, sources],
  );
  return found.length > 0 ? performance.now() : null;
}
