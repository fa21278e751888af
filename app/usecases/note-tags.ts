import { createHash } from "node:crypto";
import type { ShopContext, Tx } from "#app/db/context.ts";
import { addMemberEvents, type NewMemberEvent } from "#app/db/member-events.ts";
import { ensureMembers } from "#app/db/members.ts";
import { listPrograms } from "#app/db/programs.ts";
import { enqueue } from "#app/db/work-items.ts";
import type { Instant } from "#app/domain/order-facts.ts";
import { traitsInUse } from "#app/domain/program/traits-in-use.ts";
import { byOf } from "#app/usecases/record-member-event.ts";

/** Tags of a customer that came or went, as Shopify tells it. */
export type TagsNews = { customerId: string; added: string[]; removed: string[]; at: Instant };

/**
 * Keeps which tags of customers came and went, as of when they did. Only tags that a published
 * program names are kept: the others are nobody's business. The same news twice counts once.
 */
export async function noteTags(tx: Tx, ctx: ShopContext, news: TagsNews[]): Promise<void> {
  if (news.length === 0) return;
  const programs = await listPrograms(tx, ctx.shopId);
  const { tags } = traitsInUse(programs.map(({ document }) => document));
  const named = (words: string[]) => words.map(lower).filter((word) => tags.has(word));
  const told = news
    .map((each) => ({ ...each, added: named(each.added), removed: named(each.removed) }))
    .filter(({ added, removed }) => added.length + removed.length > 0);
  const customerIds = told.map(({ customerId }) => customerId);
  const members = await ensureMembers(tx, ctx, customerIds);
  const events = told.flatMap(({ customerId, added, removed, at }): NewMemberEvent[] => {
    const memberId = members.get(customerId);
    if (memberId === undefined) return [];
    const requestId = requestOf({ customerId, added, removed, at });
    const event = { kind: "tags" as const, added, removed };
    return [{ id: ctx.newId(), memberId, at: new Date(at), requestId, event }];
  });
  await addMemberEvents(tx, byOf(ctx), events);
  const subjects = [...new Set(events.map(({ memberId }) => memberId))];
  enqueue(tx, ctx.shopId, { kind: "settle", subjects, dueAt: ctx.clock.now() });
}

/** Says the same of the same news, and nothing of whom it is about. */
function requestOf(news: TagsNews): string {
  return `tags:${createHash("sha256").update(JSON.stringify(news)).digest("hex")}`;
}

function lower(word: string): string {
  return word.trim().toLowerCase();
}
