import { count, type World } from "#test/simulation/world.ts";

/** Counts what there was in a life, so that a run can say what it has been through. */
export async function tallyUp(world: World): Promise<void> {
  const { shop, stage, shopId } = world;
  const orders = [...shop.orders.values()];
  count(world, "orders", orders.length);
  count(
    world,
    "refunds",
    orders.reduce((sum, { refunds }) => sum + refunds.length, 0),
  );
  count(world, "edited orders", orders.filter(({ edited }) => edited).length);
  count(world, "cancelled orders", orders.filter((order) => order.cancelledAt !== null).length);
  count(
    world,
    "orders with a code of ours",
    orders.filter((o) => o.discountCodes.length > 0).length,
  );
  count(world, "gift cards", shop.gifts.cards.size);
  count(world, "store credits", shop.gifts.credits.length);
  count(world, "merges", world.merges.length);
  count(world, "redactions", world.redacted.size);
  count(world, "programs", world.programs.length);
  count(world, "tiers held by hand", world.holds.length);
  count(world, "birthdays told", world.birthdays.length);
  count(world, "orders given to others", world.handovers.length);
  count(world, "deleted orders", world.deleted.size);
  count(world, "closed accounts", world.closings.length);
  count(world, "accounts opened again", world.reopenings.length);
  count(world, "adjustments", world.adjustments.length);
  count(world, "reported activities", world.reports.size);
  count(world, "decisions of staff", world.decided.length);
  for (const step of world.pool) {
    if (step.kind === "brought") count(world, "codes brought", step.codes.length);
    if (step.kind === "withdrawn") count(world, "codes withdrawn", step.count);
  }
  count(world, "times codes were sold out", world.soldOut.length);
  count(world, "times staff did something about a reward", world.served.length);
  count(world, "drawings", world.draws.filter(({ winners }) => winners !== null).length);
  count(world, "friends", world.cames.length);
  count(world, "messages", world.letters.length);
  const { rows } = await stage.owner.query<{ state: string; times: string }>(
    `select state, count(*) as times from redemption where shop_id = $1 group by 1
     union all select 'transfers', count(*) from transfer where shop_id = $1
     union all select 'vouchers', count(*) from voucher
       where shop_id = $1 and redemption_id is not null
     union all select 'days of the year that gave points', count(distinct (member_id, source))
       from transfer where shop_id = $1 and source like 'yearly:%'
     union all select 'grants', count(*) from member_event
       where shop_id = $1 and kind = 'granted'
     union all select 'grants of nothing', count(*) from member_event
       where shop_id = $1 and kind = 'granted' and data->>'points' ~ '^\\D*0\\D*$'
     union all select split_part(source, ':', 1) || 's ' || reason, count(*) from transfer
       where shop_id = $1 and source ~ '^(streak|challenge):' and reason in ('earned', 'undone')
       group by 1`,
    [shopId.toString()],
  );
  for (const { state, times } of rows) {
    const isOther =
      state === "transfers" || /^(days|grants|vouchers|streaks|challenges)/.test(state);
    count(world, isOther ? state : `redemptions ${state}`, Number(times));
  }
}
