import { aNewcomer } from "#app/domain/earning/preview.ts";
import type { Buyer, PinnedOrder } from "#app/domain/earning/terms.ts";
import type { OrderLine, ProductPins } from "#app/domain/order-facts.ts";
import { prepareProgram, type Program } from "#app/domain/program/program.ts";
import type { ProgramInput } from "#app/domain/program/document.ts";
import { aLine, anOrder, aProgram, on } from "#test/support/facts.ts";

export type Setting = { program: Program; orders: PinnedOrder[]; buyer: Buyer };

type Rule = NonNullable<NonNullable<ProgramInput["earning"]["rules"]>[number]>;

const DAY = 86_400_000;
const VENDORS = ["Acme", "Leaf", "Clay", "North"];
const CHANNELS = ["web", "pos", "subscription"];
const name = (text: string) => ({ en: text });

/** One to three lines under a program of one rate and a cap a day. */
export function simpleOrders(count: number): Setting {
  const program = aProgram((d) => ({
    ...d,
    earning: { ...d.earning, caps: [{ per: "day", points: 5000 }] },
  }));
  const orders = some(count, (n) => orderNo(n, 1 + (n % 3)));
  return { program: prepareProgram(program), orders, buyer: aNewcomer() };
}

/** Twenty lines; fifteen rules with conditions, five campaigns, a tier and caps. */
export function complexOrders(count: number, rules = 15): Setting {
  const gold = { id: "gold", name: name("Gold"), threshold: "100", multiplier: "1.5" };
  const program = aProgram(
    (d) => ({
      ...d,
      earning: {
        ...d.earning,
        caps: [
          { per: "order", points: 5000 },
          { per: "day", points: 9000 },
          { per: "month", points: 50_000 },
        ],
        combine: { rates: "best", multipliers: "multiply", fixed: "add", per: "line" },
        rules: Array.from({ length: rules }, (_, n) => ruleNo(n)),
      },
      campaigns: some(5, (n) => ({
        id: `campaign-${n}`,
        name: name(`Campaign ${n}`),
        from: "2026-01-01",
        until: "2027-12-31",
        audience: { kind: "tier", in: ["gold"] },
        rules: [
          {
            id: `campaign-${n}-rule`,
            name: name(`Of campaign ${n}`),
            lines: { kind: "vendor", in: [VENDORS[n % VENDORS.length] ?? "Acme"] },
            gives: { kind: "multiplier", factor: "1.2" },
            caps: [{ per: "week", points: 1000 }],
          },
        ],
      })),
      tiers: { measure: "spend", window: { kind: "lifetime" }, levels: [gold] },
    }),
    { timeZone: "Europe/Berlin" },
  );
  const orders = some(count, (n) => orderNo(n, 20));
  const buyer = { ...aNewcomer(), tierId: "gold", orderNumber: 7 };
  return { program: prepareProgram(program), orders, buyer };
}

/** Rules of every kind, each with a condition on order, member, time or lines. */
function ruleNo(n: number): Rule {
  const kinds: Omit<Rule, "id" | "name">[] = [
    {
      when: { kind: "channel", in: ["pos", "web"] },
      lines: { kind: "tag", in: [`tag-${n}`, "tea"] },
      gives: { kind: "rate", points: "2", perAmount: "1" },
    },
    {
      when: { kind: "weekday", in: ["wed", "sat"] },
      gives: { kind: "multiplier", factor: "2" },
    },
    {
      when: { kind: "order-total", atLeast: "100" },
      gives: { kind: "fixed", points: 50 },
      limits: [{ per: "month", times: 3 }],
    },
    {
      when: {
        kind: "all",
        of: [
          { kind: "hours", from: "09:00", until: "18:00" },
          { kind: "contains", lines: { kind: "vendor", in: ["Leaf"] }, atLeast: 2 },
        ],
      },
      lines: { kind: "collection", in: ["gid://shopify/Collection/1"] },
      gives: { kind: "per-item", points: "5" },
      caps: [{ per: "day", points: 100 }],
    },
    {
      when: { kind: "discount-code" },
      lines: { kind: "not", of: { kind: "product-type", in: ["Book"] } },
      gives: { kind: "rate", points: "1.25", perAmount: "1" },
    },
  ];
  return { ...kinds[n % kinds.length], id: `rule-${n}`, name: name(`Rule ${n}`) } as Rule;
}

function orderNo(n: number, lines: number): PinnedOrder {
  const facts = anOrder({
    orderId: `gid://shopify/Order/${n}`,
    channel: CHANNELS[n % CHANNELS.length] ?? "web",
    placedAt: on("2026-03-01") + (n % 300) * DAY + (n % 24) * 3_600_000,
    discountCodes: n % 4 === 0 ? ["SPRING"] : [],
    lines: Array.from({ length: lines }, (_, index) => lineNo(n * 31 + index, index)),
  });
  return { facts, pins: pinsOf(facts.lines) };
}

function lineNo(n: number, index: number): OrderLine {
  return aLine({
    id: `gid://shopify/LineItem/${index}`,
    productId: `gid://shopify/Product/${n % 50}`,
    vendor: VENDORS[n % VENDORS.length] ?? null,
    quantity: 1 + (n % 3),
    netMinor: BigInt(199 + (n % 97) * 53),
    taxMinor: BigInt(n % 400),
  });
}

function pinsOf(lines: OrderLine[]): ProductPins {
  const pins = lines.map(({ productId }, n) => [
    productId,
    {
      tags: n % 3 === 0 ? ["Tea", "Organic"] : ["Cup"],
      collections: [`gid://shopify/Collection/${n % 4}`],
      type: n % 7 === 0 ? "Book" : "Food",
    },
  ]);
  return Object.fromEntries(pins) as ProductPins;
}

function some<T>(count: number, make: (n: number) => T): T[] {
  return Array.from({ length: count }, (_, n) => make(n));
}
