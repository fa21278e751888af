import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { expect, test } from "vitest";

import { readOnlineRetail } from "#dev-shop/import/online-retail.ts";
import { runActions } from "#dev-shop/sample/run-actions.ts";
import { aDevShop } from "#test/dev-shop/a-shop.ts";

const header = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country";

test("cancellations take back what was bought last, over several orders, and the rest is counted", async () => {
  const file = await aFile([
    "1,A,Cup,3,2010-12-01 08:00:00,2.50,17.0,United Kingdom",
    "1,B,Bowl,1,2010-12-01 08:00:00,4.00,17.0,United Kingdom",
    "2,a,Cup,2,2010-12-01 09:00:00,2.60,17.0,United Kingdom",
    "3,A,Cup,1,2010-12-01 10:00:00,2.50,,France",
    "4,C,Gone,1,2010-12-02 10:00:00,0.00,17.0,United Kingdom",
    "C5,A,Cup,-4,2010-12-02 11:00:00,2.50,17.0,United Kingdom",
    "C6,B,Bowl,-3,2010-12-03 11:00:00,4.00,17.0,United Kingdom",
    "C7,A,Cup,-1,2010-12-03 11:00:00,2.50,,France",
    "C8,Z,What,-1,2010-12-03 12:00:00,2.50,17.0,United Kingdom",
    "9,A,Cup,-5,2010-12-03 12:00:00,0,,United Kingdom",
  ]);
  const shop = await aDevShop();
  const { actions, report } = readOnlineRetail([file]);

  const run = await runActions(shop, actions);

  expect(run.refused).toEqual([]);
  expect(report).toMatchObject({
    ...{ rows: 10, orders: 3, orderLines: 4, guestOrders: 1, refunds: 3, refundedPieces: 5 },
    unmatchedPieces: 3,
    leftOut: {
      broken: 0,
      "price-not-positive": 1,
      "quantity-not-positive": 1,
      "cancellation-of-guest": 1,
      "cancellation-unmatched": 1,
    },
  });
  const { items } = await shop.store.list("order", { sort: "createdAt", limit: 10 });
  expect(items.map(({ totals }) => totals.total.shop)).toEqual([1150, 520, 250]);
  expect(items.map(({ totals }) => totals.currentTotal.shop)).toEqual([250, 0, 250]);
  expect(items[0]?.createdAt).toBe("2010-12-01T08:00:00Z");
});

test("a packed file reads the same, and a second run does nothing twice", async () => {
  const row = "1,A,Cup,3,2010-12-01 08:00:00,2.50,17.0,United Kingdom";
  const shop = await aDevShop();
  const first = await runActions(shop, readOnlineRetail([await aFile([row], "gz")]).actions);
  const second = await runActions(shop, readOnlineRetail([await aFile([row])]).actions);

  expect(first.done).toMatchObject({ product: 1, customer: 1, order: 1 });
  expect(second.skipped).toBe(3);
  expect(await shop.store.count("order", {})).toBe(1);
});

test("rows of one invoice that lie apart become two orders, and none is lost", async () => {
  const row = (invoice: string, time: string) =>
    `${invoice},A,Cup,3,2010-12-01 ${time},2.50,17.0,UK`;
  const file = await aFile([row("1", "08:00:00"), row("2", "08:01:00"), row("1", "08:02:00")]);
  const shop = await aDevShop();
  const { actions, report } = readOnlineRetail([file]);
  await runActions(shop, actions);
  expect(report).toMatchObject({ orders: 3, dividedOrders: 1 });
  expect(await shop.store.count("order", {})).toBe(3);
});

test("a file that is not there is an error, not an endless wait", async () => {
  const { actions } = readOnlineRetail(["/nowhere/at/all.csv"]);
  await expect(actions.next()).rejects.toThrow("ENOENT");
});

async function aFile(rows: string[], form: "csv" | "gz" = "csv"): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), "retail-")), form === "gz" ? "a.csv.gz" : "a.csv");
  const text = [header, ...rows].join("\n");
  await writeFile(file, form === "gz" ? gzipSync(text) : text);
  return file;
}
