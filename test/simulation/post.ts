import { receiveWebhook } from "#app/http/webhooks.ts";
import { signBody } from "#dev-shop/webhooks/post.ts";
import { idsFor } from "#test/simulation/dice.ts";
import type { Letter } from "#test/simulation/shop.ts";
import { WEB } from "#test/simulation/stage.ts";
import { contextOf, mayStrike, runTasks, tell, type World } from "#test/simulation/world.ts";

const MINUTE = 60_000;
/** What a later comparison of orders finds out; of the rest Shopify's own repeating takes care. */
const HEALED = /^(orders\/|refunds\/)/;

/** Hands what the shop has to say to the post, which is slow, forgetful, and repeats itself. */
export function postLetters(world: World, event: number): void {
  const letters = world.shop.letters;
  world.shop.letters = [];
  letters.forEach((letter, index) => {
    const dice = world.dice("post", event, index);
    world.letters.push(letter);
    const id = idsFor(world.plan.seed, world.plan.telling, event, index).newId();
    const isLost = dice.often(0.08) && isHealed(world, letter);
    if (isLost && mayStrike(world, "lost")) return tell(world, `  lost: ${letter.topic}`);
    const at = world.now + (mayStrike(world, "late") ? delayOf(dice.roll(), dice.roll()) : 0);
    world.mail.push({ letter, at, id, tries: 0 });
    if (!dice.often(0.2) || !mayStrike(world, "twice")) return;
    const again = dice.often(0.3) ? idsFor(world.plan.seed, event, index, "again").newId() : id;
    world.mail.push({ letter, at: at + dice.between(0, 90 * MINUTE), id: again, tries: 0 });
  });
}

/** What nobody knew of an order that is deleted, nobody will. */
function isHealed({ history }: World, { topic }: Letter): boolean {
  return HEALED.test(topic) && !history.events.some(({ kind }) => kind === "delete-order");
}

function delayOf(kind: number, share: number): number {
  const most =
    kind < 0.55 ? 3000 : kind < 0.8 ? 10 * MINUTE : kind < 0.95 ? 600 * MINUTE : 2880 * MINUTE;
  return Math.floor(share * most);
}

/** Delivers what is due, in whatever order; what is not answered with 200 comes again. */
export async function deliverMail(world: World): Promise<void> {
  const due = world.mail.filter(({ at }) => at <= world.now);
  if (due.length === 0) return;
  world.mail = world.mail.filter(({ at }) => at > world.now);
  due.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  for (const sent of due) {
    const name = `receives ${sent.letter.topic}`;
    const run = () => receive(world, sent.letter, sent.id);
    const [outcome] = await runTasks(world, [{ worker: WEB, name, run }]);
    if (outcome?.ok && outcome.value === 200) continue;
    world.mail.push({ ...sent, at: world.now + MINUTE, tries: sent.tries + 1 });
  }
}

async function receive(world: World, letter: Letter, id: string): Promise<number> {
  const body = Buffer.from(letter.body);
  const context = contextOf(world, WEB);
  const headers = {
    "x-shopify-topic": letter.topic,
    "x-shopify-hmac-sha256": signBody(body, context.config.SHOPIFY_API_SECRET),
    "x-shopify-shop-domain": world.domain,
    "x-shopify-webhook-id": id,
    "x-shopify-event-id": id,
    "x-shopify-triggered-at": new Date(letter.at).toISOString(),
  };
  const request = {
    ...{ method: "POST", path: "/webhooks", query: new URLSearchParams(), headers },
    readBody: () => Promise.resolve(body),
  };
  return (await receiveWebhook(context, request)).status;
}
