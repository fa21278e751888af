import type { ShopContext, Tx } from "#app/db/context.ts";
import { addMemberEvents, type MemberEventBody } from "#app/db/member-events.ts";
import { listKnownTraits } from "#app/db/member-traits.ts";
import { listMembersOf } from "#app/db/members.ts";
import { lockIntake } from "#app/db/order-facts.ts";
import { listPrograms } from "#app/db/programs.ts";
import { enqueue } from "#app/db/work-items.ts";
import { traitsInUse } from "#app/domain/program/traits-in-use.ts";
import type { ShopifyGateway } from "#app/shopify/gateway.ts";
import { byOf } from "#app/usecases/record-member-event.ts";

/** Shopify's search may be so far behind its webhooks; who changed since then is left alone. */
const SEARCH_LAG_MS = 3_600_000;

/** By tag, or by segment: the customers who have it. */
type Groups = { tags: Map<string, string[]>; segments: Map<string, string[]> };

/**
 * Looks up which customers have the tags and are in the segments that published programs name, and
 * keeps what changed. Shopify dates neither a segment nor the tags of before we came: what is seen
 * first counts from then on. Runs every hour; a shop whose programs name none costs a look into
 * them. Returns how many events it wrote.
 */
export async function noteTraits(
  ctx: ShopContext,
  gatewayOf: () => Promise<Pick<ShopifyGateway, "listTaggedCustomers" | "listSegmentMembers">>,
): Promise<number> {
  const programs = await ctx.inTransaction((tx) => listPrograms(tx, ctx.shopId));
  const use = traitsInUse(programs.map(({ document }) => document));
  if (use.tags.size + use.segments.size === 0) return 0;
  const gateway = await gatewayOf();
  const groups: Groups = { tags: new Map(), segments: new Map() };
  for (const tag of use.tags) groups.tags.set(tag, await gateway.listTaggedCustomers(tag));
  for (const id of use.segments) groups.segments.set(id, await gateway.listSegmentMembers(id));
  return ctx.inTransaction((tx) => keepTraits(tx, ctx, groups));
}

async function keepTraits(tx: Tx, ctx: ShopContext, groups: Groups): Promise<number> {
  // A member who is just being merged would be told as somebody who is no longer there.
  await lockIntake(tx, ctx.shopId);
  const customers = [...groups.tags.values(), ...groups.segments.values()].flat();
  const members = await listMembersOf(tx, ctx.shopId, [...new Set(customers)]);
  const tags = byMember(groups.tags, members);
  const segments = byMember(groups.segments, members);
  const known = await listKnownTraits(tx, ctx.shopId);
  const knownOf = new Map(known.map((traits) => [traits.memberId, traits]));
  const now = ctx.clock.now();
  const events = [...new Set([...tags.keys(), ...segments.keys(), ...knownOf.keys()])].flatMap(
    (memberId) => {
      const before = knownOf.get(memberId);
      const isFresh = (before?.taggedAt?.getTime() ?? 0) > now.getTime() - SEARCH_LAG_MS;
      const bodies = [
        isFresh ? null : tagChange(before?.tags ?? [], tags.get(memberId) ?? []),
        segmentChange(before?.segments ?? [], segments.get(memberId) ?? []),
      ];
      return bodies.flatMap((event) => (event ? { memberId, event } : []));
    },
  );
  const fresh = events.map(({ memberId, event }) => {
    const requestId = `${memberId}:${event.kind}:${now.toISOString()}`;
    return { id: ctx.newId(), memberId, at: now, requestId, event };
  });
  await addMemberEvents(tx, byOf(ctx), fresh);
  const subjects = [...new Set(events.map(({ memberId }) => memberId))];
  enqueue(tx, ctx.shopId, { kind: "settle", subjects, dueAt: now });
  return events.length;
}

/** What each member has, by any of the customers they are. */
function byMember(groups: Map<string, string[]>, members: Map<string, string>) {
  const held = new Map<string, string[]>();
  for (const [name, customerIds] of groups) {
    for (const memberId of new Set(customerIds.flatMap((id) => members.get(id) ?? []))) {
      held.set(memberId, [...(held.get(memberId) ?? []), name]);
    }
  }
  return held;
}

function tagChange(before: string[], after: string[]): MemberEventBody | null {
  const added = after.filter((tag) => !before.includes(tag));
  const removed = before.filter((tag) => !after.includes(tag));
  return added.length + removed.length === 0 ? null : { kind: "tags", added, removed };
}

function segmentChange(before: string[], after: string[]): MemberEventBody | null {
  const [was, is] = [before.toSorted(), after.toSorted()];
  return was.join(" ") === is.join(" ") ? null : { kind: "segments", segments: is };
}
