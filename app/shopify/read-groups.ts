import { z } from "zod";
import type { AdminClient } from "#app/shopify/admin-client.ts";
import { SEGMENT_MEMBERS, TAGGED_CUSTOMERS } from "#app/shopify/documents/customers.ts";
import { PageInfo } from "#app/shopify/order-answers.ts";

const PAGE = 200;

/** Customers who have a tag. The search finds similar words, too; those are left out. */
export async function listTaggedCustomers(ask: AdminClient, tag: string): Promise<string[]> {
  const word = tag.toLowerCase();
  const query = `tag:"${word.replaceAll(/["\\]/g, " ")}"`;
  return allPages(async (after) => {
    const { customers } = await ask({
      document: TAGGED_CUSTOMERS,
      variables: { query, first: PAGE, after },
      answer: Tagged,
    });
    const tagged = customers.nodes.filter(({ tags }) =>
      tags.some((each) => each.toLowerCase() === word),
    );
    return { ids: tagged.map(({ id }) => id), pageInfo: customers.pageInfo };
  });
}

/** Customers who are in a segment. A member of a segment has the number of the customer. */
export async function listSegmentMembers(ask: AdminClient, segmentId: string): Promise<string[]> {
  return allPages(async (after) => {
    const { customerSegmentMembers: members } = await ask({
      document: SEGMENT_MEMBERS,
      variables: { segmentId, first: PAGE, after },
      answer: Members,
    });
    const ids = members.edges.map(
      ({ node }) => `gid://shopify/Customer/${node.id.split("/").at(-1) ?? ""}`,
    );
    return { ids, pageInfo: members.pageInfo };
  });
}

const Tagged = z.object({
  customers: z.object({
    pageInfo: PageInfo,
    nodes: z.array(z.object({ id: z.string(), tags: z.array(z.string()) })),
  }),
});
const Members = z.object({
  customerSegmentMembers: z.object({
    pageInfo: PageInfo,
    edges: z.array(z.object({ node: z.object({ id: z.string() }) })),
  }),
});

type Page = { ids: string[]; pageInfo: z.infer<typeof PageInfo> };

async function allPages(read: (after: string | null) => Promise<Page>): Promise<string[]> {
  const ids: string[] = [];
  for (let after: string | null = null; ;) {
    const page = await read(after);
    ids.push(...page.ids);
    if (!page.pageInfo.hasNextPage) return ids;
    after = page.pageInfo.endCursor ?? null;
  }
}
