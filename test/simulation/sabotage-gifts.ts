import { changeGateway } from "#test/simulation/tamper.ts";
import type { Sabotage } from "#test/simulation/world.ts";

/** Planted bugs that show only where rewards are gift cards and store credit. */
export const GIFT_SABOTAGE: Sabotage[] = [
  {
    name: "of equal credits the newest is claimed",
    from: 260,
    apply: (world) =>
      changeGateway(world, (gateway) => ({
        ...gateway,
        listStoreCredits: async (wish) => (await gateway.listStoreCredits(wish)).toReversed(),
      })),
  },
  {
    name: "credit is asked for again at once when the answer is lost",
    apply: (world) =>
      changeGateway(world, (gateway) => ({
        ...gateway,
        addStoreCredit: (wish) =>
          gateway.addStoreCredit(wish).catch(() => gateway.addStoreCredit(wish)),
      })),
  },
  {
    name: "nobody waits for credit that is under way when it is given up",
    from: 800,
    apply: (world) => {
      world.tamper.statement = (text) =>
        text.includes('"tried_at"') && text.startsWith("SELECT")
          ? text.replace('"public"."redemption"."tried_at"', `'epoch'::timestamptz AS "tried_at"`)
          : text;
    },
  },
  {
    name: "a card is made once more when the answer is lost",
    apply: (world) => {
      const made = new Set<string>();
      changeGateway(world, (gateway) => ({
        ...gateway,
        createGiftCard: (wish) => {
          const again = made.has(wish.code);
          made.add(wish.code);
          return gateway.createGiftCard(again ? { ...wish, code: `${wish.code}X` } : wish);
        },
      }));
    },
  },
  {
    name: "a card that is given up stays good",
    apply: (world) =>
      changeGateway(world, (gateway) => ({
        ...gateway,
        deactivateGiftCard: () => Promise.resolve(true),
      })),
  },
  {
    name: "a gift's last day is one too late",
    apply: (world) =>
      changeGateway(world, (gateway) => ({
        ...gateway,
        addStoreCredit: ({ expiresAt, ...wish }) =>
          gateway.addStoreCredit({
            ...wish,
            expiresAt: expiresAt === null ? null : expiresAt + 86_400_000,
          }),
      })),
  },
  {
    name: "one more is given than there are",
    apply: (world) => {
      world.tamper.statement = (text) => text.replace(/held\.taken < (\$\d+)/, "held.taken <= $1");
    },
  },
  {
    name: "what comes back is not put back on the shelf",
    apply: (world) => {
      world.tamper.statement = (text) => text.replace("SET taken = taken - 1", "SET taken = taken");
    },
  },
];
