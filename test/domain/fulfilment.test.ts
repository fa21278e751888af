import { describe, expect, test } from "vitest";
import { commitmentOf, drawTickets } from "#app/domain/draw.ts";
import {
  codeToShow,
  fulfilmentOf,
  giftCardCode,
  missingScopes,
  scopesFor,
} from "#app/domain/fulfilment.ts";
import type { Reward } from "#app/domain/program/reward.ts";
import { isSameCredit } from "#app/domain/store-credit.ts";

const KINDS: [Reward["gives"], string, string | null][] = [
  [{ kind: "amount-off", amount: "1" }, "code", "AB-CD"],
  [{ kind: "percentage-off", percent: "1", atMost: null }, "code", "AB-CD"],
  [
    {
      kind: "points-as-cash",
      amount: "1",
      minimumSteps: 1,
      maximumSteps: null,
      maximumShare: null,
    },
    "code",
    "AB-CD",
  ],
  [{ kind: "free-shipping" }, "code", "AB-CD"],
  [{ kind: "free-product", products: ["gid://shopify/Product/1"], quantity: 1 }, "code", "AB-CD"],
  [{ kind: "gift-card", amount: "1" }, "gift-card", "ABCD"],
  [{ kind: "store-credit", amount: "1" }, "store-credit", null],
  [{ kind: "voucher", instructions: null }, "at-once", "VOUCHER"],
  [{ kind: "donation", amount: "1", to: { en: "Trees" } }, "at-once", null],
  [{ kind: "draw-ticket", draw: "may" }, "at-once", "AB-CD"],
  [{ kind: "service", instructions: null }, "staff", null],
];

describe("how a member comes by a reward", () => {
  test.each(KINDS)("%o: %s, shown as %s", (...[gives, fulfilment, shown]) => {
    expect(fulfilmentOf({ gives })).toBe(fulfilment);
    expect(codeToShow({ reward: { gives }, code: "AB-CD", voucher: "VOUCHER" })).toBe(shown);
  });

  test("needs scopes for gift cards and store credit only", () => {
    const needing = KINDS.filter(([gives]) => scopesFor({ gives }).length > 0);
    expect(needing.map(([{ kind }]) => kind)).toEqual(["gift-card", "store-credit"]);
    expect(scopesFor({ gives: { kind: "gift-card" } })).toEqual([
      "read_gift_cards",
      "write_gift_cards",
    ]);
    expect(scopesFor({ gives: { kind: "store-credit" } })).toEqual([
      "read_store_credit_account_transactions",
      "read_store_credit_accounts",
      "write_store_credit_account_transactions",
    ]);
    expect(missingScopes(["a", "b"], ["b", "c"])).toEqual(["a"]);
  });

  test("the code of a gift card has no dashes", () => {
    expect(giftCardCode("7F3K-9Q2M-X4T0B")).toBe("7F3K9Q2MX4T0B");
  });
});

describe("a draw", () => {
  const seed = Uint8Array.from(Array.from({ length: 32 }, (_, index) => index));
  const tickets = ["a", "b", "c", "d", "e"].map((id) => ({ id, memberId: id < "c" ? "ada" : id }));

  test("is committed to by the hash of its name and seed", () => {
    expect(commitmentOf("may", seed)).toMatch(/^[0-9a-f]{64}$/);
    expect(commitmentOf("may", seed)).not.toBe(commitmentOf("june", seed));
    expect(commitmentOf("may", seed)).not.toBe(commitmentOf("may", seed.toReversed()));
    // Worked out once by hand: sha256 of "laurel draw may" and the seed in hexadecimal.
    expect(commitmentOf("may", seed).slice(0, 8)).toBe("ecdec6a9");
  });

  test("depends on the seed and the tickets alone, not on their order", () => {
    const drawn = drawTickets({ seed, tickets }, 5);
    expect(drawTickets({ seed, tickets: tickets.toReversed() }, 5)).toEqual(drawn);
    expect(drawTickets({ seed: seed.toReversed(), tickets }, 5)).not.toEqual(drawn);
    expect(drawTickets({ seed, tickets }, 2)).toEqual(drawn.slice(0, 2));
    expect(drawTickets({ seed, tickets }, 0)).toEqual([]);
  });

  test("lets a member win once, however many tickets they hold", () => {
    const drawn = drawTickets({ seed, tickets }, 5);
    expect(drawn).toHaveLength(4);
    expect(drawn.filter((id) => id === "a" || id === "b")).toHaveLength(1);
  });

  test("gives every ticket the same chance", () => {
    const won = new Map<string, number>();
    for (let round = 0; round < 2000; round++) {
      const other = Uint8Array.from([round & 255, round >> 8]);
      for (const id of drawTickets({ seed: other, tickets: tickets.slice(1) }, 1)) {
        won.set(id, (won.get(id) ?? 0) + 1);
      }
    }
    for (const times of won.values()) expect(Math.abs(times - 500)).toBeLessThan(90);
    expect(won.size).toBe(4);
  });
});

describe("a credit", () => {
  const wished = { amount: "10.00", expiresAt: 1_800_000_000_000 };

  test.each([
    ["is the same however its amount is written", { amount: "10.0" }, true],
    ["is the same without decimals", { amount: "10" }, true],
    ["is another of another amount", { amount: "100" }, false],
    ["is another by a cent", { amount: "10.01" }, false],
    ["is the same within its second", { expiresAt: 1_800_000_000_999 }, true],
    ["is another that ends later", { expiresAt: 1_800_000_001_000 }, false],
    ["is another that never ends", { expiresAt: null }, false],
  ])("%s", (...[, rest, same]) => {
    expect(isSameCredit({ ...wished, ...rest }, wished)).toBe(same);
  });

  test("without end is the same as another without end", () => {
    expect(isSameCredit({ amount: "1", expiresAt: null }, { amount: "1.0", expiresAt: null })).toBe(
      true,
    );
  });
});
