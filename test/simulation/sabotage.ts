import type { OrderFacts } from "#app/domain/order-facts.ts";
import { changeContext, changeGateway, rewrite } from "#test/simulation/tamper.ts";
import type { Sabotage, World } from "#test/simulation/world.ts";

/** Bugs such as people make, planted to see that the simulation finds each of them. */
export const SABOTAGE: Sabotage[] = [
  {
    name: "the last refund of every order is ignored",
    apply: changeFacts((facts) => {
      const last = facts.changes.findLastIndex(({ kind }) => kind === "refund");
      return { ...facts, changes: facts.changes.filter((_, index) => index !== last) };
    }),
  },
  {
    name: "points are given for orders that nobody paid",
    apply: changeFacts((facts) => ({ ...facts, paidAt: facts.paidAt ?? facts.placedAt })),
  },
  {
    name: "points of a reward taken back are kept",
    apply: afterwards(
      `update redemption set outcome = 'kept' where shop_id = $1 and state = 'returned'
       and order_id is null and outcome = 'returned'`,
    ),
  },
  {
    name: "days end by Greenwich",
    apply: (world) => {
      const zone = '"public"."program_version"."time_zone"';
      world.tamper.statement = (text) =>
        text.startsWith("SELECT") ? text.replace(zone, `'UTC'::text AS "time_zone"`) : text;
    },
  },
  {
    name: "a code is made once more when the answer is lost",
    apply: (world) => {
      const made = new Set<string>();
      changeGateway(world, (gateway) => ({
        ...gateway,
        createDiscountCode: (wish) => {
          const again = made.has(wish.code);
          made.add(wish.code);
          return gateway.createDiscountCode(again ? { ...wish, code: `${wish.code}X` } : wish);
        },
      }));
    },
  },
  {
    name: "a report that comes again counts again",
    apply: (world) => {
      const values = /(SELECT \$\d+, id, member_id, kind, at, \$\d+, )request_id/;
      const fresh = "CASE kind WHEN 'activity' THEN request_id || id ELSE request_id END";
      world.tamper.statement = (text) =>
        text.includes("INSERT INTO member_event") ? text.replace(values, `$1${fresh}`) : text;
    },
  },
  {
    name: "what staff rejects keeps its points",
    from: 150,
    apply: (world) => {
      const rejected = "e.kind = 'activity-decided' AND NOT (e.data->>'approved')::boolean";
      world.tamper.statement = (text) =>
        text.replace(
          "FROM member_event e\n",
          `FROM (SELECT * FROM member_event e WHERE NOT (${rejected})) e\n`,
        );
    },
  },
  {
    name: "campaigns never end",
    apply: (world) => {
      const document = '"public"."program_version"."document"';
      const endless = `jsonb_set(${document}, '{campaigns}', coalesce((
        SELECT jsonb_agg(each || '{"until": null}')
        FROM jsonb_array_elements(${document}->'campaigns') each
      ), '[]')) AS "document"`;
      world.tamper.statement = (text) =>
        text.startsWith("SELECT") ? text.replace(document, endless) : text;
    },
  },
  {
    name: "inviters are not told what became of their friends",
    apply: afterwards("delete from work_item where shop_id = $1 and kind = 'tell-inviter'"),
  },
  {
    name: "who presses twice for points by hand is not known again",
    apply: (world) => {
      rewrite(world, 'FROM "public"."adjustment"', (text) =>
        text.includes('"request_id"') ? text.replace(" WHERE ", " WHERE 1=0 AND ") : text,
      );
    },
  },
  {
    name: "members are not locked",
    apply: (world) => {
      world.tamper.statement = (text) =>
        /FROM member\b/.test(text) ? text.replace(/FOR (NO KEY )?UPDATE/, "") : text;
    },
  },
  {
    name: "deliveries that a dying worker had taken do not come back",
    apply: (world) => {
      world.tamper.statement = (text) =>
        text.includes("UPDATE delivery d SET due_at = $3")
          ? text.replace("due_at = $3", "due_at = CASE WHEN $3::timestamptz IS NULL THEN $3 END")
          : text;
    },
  },
];

function changeFacts(change: (facts: OrderFacts) => OrderFacts) {
  return (world: World): void => {
    changeGateway(world, (gateway) => ({
      ...gateway,
      findOrder: async (orderId) => {
        const facts = await gateway.findOrder(orderId);
        return facts && change(facts);
      },
      listOrdersUpdated: async (input) => {
        const page = await gateway.listOrdersUpdated(input);
        return { ...page, orders: page.orders.map(change) };
      },
    }));
    changeContext(world, (context) => ({
      ...context,
      readWebhook: (topic, body) => {
        const event = context.readWebhook(topic, body);
        return event.kind === "order" ? { ...event, facts: change(event.facts) } : event;
      },
    }));
  };
}

function afterwards(sql: string) {
  return (world: World): void => {
    world.tamper.afterwards = async () => {
      await world.stage.owner.query(sql, [world.shopId.toString()]);
    };
  };
}
