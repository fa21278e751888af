import { closeAccount } from "#app/usecases/close-account.ts";
import { reopenAccount } from "#app/usecases/reopen-account.ts";
import { gid } from "#dev-shop/model.ts";
import { hasLeft } from "#test/simulation/groups.ts";
import type { Happening } from "#test/simulation/history.ts";
import { insist, welcome } from "#test/simulation/insist.ts";
import { press } from "#test/simulation/press.ts";
import { ctxOf, tell, type World } from "#test/simulation/world.ts";

type Close = Extract<Happening, { kind: "close-account" }>;
type Reopen = Extract<Happening, { kind: "reopen-account" }>;

/** A member leaves, by their own wish or by staff, who need not have seen them; at times again. */
export async function close(world: World, event: Close): Promise<void> {
  const { id, who, by } = event;
  const memberId = by === "customer" ? await welcome(world, who) : await findMember(world, who);
  if (memberId === null) return;
  const wish = { memberId, note: by === "customer" ? null : "by mail", requestId: `c${id}` };
  const name = `closes the account of customer ${who}`;
  const run = (worker: string) => closeAccount(ctxOf(world, by, worker), wish);
  const done = await press(world, { label: wish.requestId, name, run });
  // Who was merged meanwhile is looked up anew.
  if (!done.ok && done.reason === "member-gone") {
    return world.redacted.has(who) ? undefined : close(world, event);
  }
  if (!done.ok) {
    world.complaints.push(`${wish.requestId} was refused: ${done.reason}`);
    return;
  }
  const left = hasLeft(world, who);
  const isNew = await isRecorded(world, "closed", { memberId, requestId: wish.requestId });
  if (left !== "unclear" && isNew !== (left === "no")) {
    world.complaints.push(`${wish.requestId} was ${isNew ? "" : "not "}recorded`);
  }
  if (isNew) world.closings.push({ who, at: world.now, welcomes: world.welcomes.length });
  if (!world.dice("close", id).often(0.4)) return;
  for (const requestId of [wish.requestId, `${wish.requestId}-again`]) {
    const again = await insist(world, `${name}, again`, () =>
      closeAccount(ctxOf(world, by), { ...wish, requestId }),
    );
    if (again.ok) continue;
    tell(world, `  refused: ${again.reason}`);
    if (again.reason !== "member-gone") world.complaints.push(`${requestId}: ${again.reason}`);
  }
}

/** Staff lets a member take part again who has left. */
export async function reopen(world: World, { id, who }: Reopen): Promise<void> {
  const memberId = await findMember(world, who);
  if (memberId === null) return;
  const wish = { memberId, note: "by mail", requestId: `o${id}` };
  const name = `opens the account of customer ${who} again`;
  const run = (worker: string) => reopenAccount(ctxOf(world, "staff:1", worker), wish);
  const done = await press(world, { label: wish.requestId, name, run });
  if (!done.ok) return tell(world, `  refused: ${done.reason}`);
  const left = hasLeft(world, who);
  const isNew = await isRecorded(world, "joined", { memberId, requestId: wish.requestId });
  if (left !== "unclear" && isNew !== (left === "yes")) {
    world.complaints.push(`${wish.requestId} was ${isNew ? "" : "not "}recorded`);
  }
  if (isNew) world.reopenings.push({ who, at: world.now });
}

/** Whether it was written down by this request: what is so already is not changed. */
async function isRecorded(
  { stage, shopId }: World,
  kind: "closed" | "joined",
  { memberId, requestId }: { memberId: string; requestId: string },
): Promise<boolean> {
  const { rows } = await stage.owner.query(
    `select from member_event e join member m on m.shop_id = e.shop_id
       and m.id = $2::uuid and e.member_id = coalesce(m.merged_into, m.id)
     where e.shop_id = $1 and e.kind = $4 and e.request_id like '%:' || $3`,
    [shopId.toString(), memberId, requestId, kind],
  );
  return rows.length > 0;
}

/** The member a customer is, as staff finds them; null for nobody. */
async function findMember({ stage, shopId, customerIds }: World, who: number) {
  const { rows } = await stage.owner.query<{ id: string }>(
    "select member_id as id from alias where shop_id = $1 and customer_id = $2",
    [shopId.toString(), gid("Customer", customerIds[who] ?? 0)],
  );
  return rows[0]?.id ?? null;
}
