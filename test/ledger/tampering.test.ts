import { beforeAll, expect, test } from "vitest";
import type { LedgerFault } from "#app/domain/audit/records.ts";
import { checkLedger } from "#app/usecases/check-ledger.ts";
import { afterTampering, aShopWithHistory, type LedgerShop } from "#test/support/ledger-history.ts";

type Case = {
  name: string;
  sql: string;
  /** What must be named, first of all; of the first member unless told otherwise. */
  names: Partial<LedgerFault>;
  says: RegExp;
};

/** $1 is the shop, $2 the first member, $3 the second. */
const ROW = "WHERE shop_id = $1 AND member_id = $2";

const NOBODY = "00000000-0000-4000-8000-000000000001";

const CASES: Case[] = [
  {
    name: "points of a row",
    sql: `UPDATE transfer SET points = points + 1 ${ROW} AND seq = 3`,
    names: { kind: "altered", seq: "3" },
    says: /^Transfer 3 of member .* was changed after it was written\.$/,
  },
  {
    name: "a row's time, by one microsecond",
    sql: `UPDATE transfer SET happened_at = happened_at + interval '1 microsecond' ${ROW} AND seq = 2`,
    names: { kind: "altered", seq: "2" },
    says: /was changed after it was written/,
  },
  {
    name: "who did it",
    sql: `UPDATE transfer SET author = 'staff:2' ${ROW} AND seq = 1`,
    names: { kind: "altered", seq: "1" },
    says: /was changed after it was written/,
  },
  {
    name: "the last row",
    sql: `UPDATE transfer SET reason = 'gift' ${ROW} AND seq = (SELECT max(seq) FROM transfer ${ROW})`,
    names: { kind: "altered" },
    says: /was changed after it was written/,
  },
  {
    name: "a row's hash",
    sql: `UPDATE transfer SET hash = sha256('x') ${ROW} AND seq = 3`,
    names: { kind: "altered", seq: "3" },
    says: /^The hash of Transfer 3 of member .* was changed\.$/,
  },
  {
    name: "a row together with its hash",
    sql: `UPDATE transfer SET points = points + 1, hash = sha256('x') ${ROW} AND seq = 3`,
    names: { kind: "altered", seq: "3" },
    says: /Transfer 3/,
  },
  {
    name: "the commitment to a note",
    sql: `UPDATE transfer SET commitment = sha256('x') ${ROW} AND seq = 2`,
    names: { kind: "altered", seq: "2" },
    says: /was changed after it was written/,
  },
  {
    name: "a removed row",
    sql: `DELETE FROM transfer ${ROW} AND seq = 4`,
    names: { kind: "missing", seq: "4" },
    says: /^Transfer 4 of member .* is missing\.$/,
  },
  {
    name: "a removed end of the chain",
    sql: `DELETE FROM transfer ${ROW} AND seq > 4`,
    names: { kind: "cut-off", seq: "5" },
    says: /from 5 to \d+ are missing: the end of the chain was cut off/,
  },
  {
    name: "a removed end, the member's row fitted to it",
    sql: `WITH gone AS (DELETE FROM transfer ${ROW} AND seq > 4)
          UPDATE member SET chain_seq = 4,
            chain_hash = (SELECT hash FROM transfer ${ROW} AND seq = 4)
          WHERE shop_id = $1 AND id = $2`,
    names: { kind: "cut-off", seq: "5" },
    says: /the root of 2026-03-\d\d knows them, so the end of the chain was cut off/,
  },
  {
    name: "a row inserted at the end",
    sql: `INSERT INTO transfer SELECT shop_id, member_id, 99, key || 'x', from_account, to_account,
            points, source, lot, reason, author, version, happened_at, recorded_at, receipt,
            commitment, hash FROM transfer ${ROW} AND seq = 1`,
    names: { kind: "inserted", seq: "99" },
    says: /was inserted: by the member's row the chain ends at \d+/,
  },
  {
    name: "a row inserted right after the end",
    sql: `INSERT INTO transfer SELECT shop_id, member_id,
            (SELECT max(seq) + 1 FROM transfer ${ROW}),
            key || 'x', from_account, to_account, points, source, lot, reason, author, version,
            happened_at, recorded_at, receipt, commitment, hash FROM transfer ${ROW} AND seq = 1`,
    names: { kind: "inserted" },
    says: /was inserted: by the member's row the chain ends at \d+/,
  },
  {
    name: "a row moved to another member",
    sql: `UPDATE transfer SET member_id = $3, seq = (SELECT max(seq) + 1 FROM transfer
            WHERE shop_id = $1 AND member_id = $3) ${ROW} AND seq = 3`,
    names: { kind: "missing", seq: "3" },
    says: /^Transfer 3 of member .* is missing\.$/,
  },
  {
    name: "two rows whose contents changed places",
    sql: `UPDATE transfer t SET points = o.points + 1, source = o.source, reason = o.reason
          FROM transfer o WHERE t.shop_id = $1 AND t.member_id = $2 AND o.shop_id = $1
          AND o.member_id = $2 AND (t.seq, o.seq) IN ((2, 3), (3, 2))`,
    names: { kind: "altered", seq: "2" },
    says: /^Transfer 2 .* was changed/,
  },
  {
    name: "a row of a member who is not there",
    sql: `UPDATE transfer SET member_id = '${NOBODY}' ${ROW} AND seq = 2`,
    names: { kind: "inserted", seq: "2", memberId: NOBODY },
    says: /there is no such member/,
  },
  {
    name: "a removed member, with all transfers",
    sql: `WITH gone AS (DELETE FROM transfer ${ROW}) DELETE FROM member WHERE shop_id = $1 AND id = $2`,
    names: { kind: "missing" },
    says: /^Member .* is missing: the roots know \d+ transfers/,
  },
  {
    name: "a balance",
    sql: `UPDATE member SET reserved_points = reserved_points + 5 WHERE shop_id = $1 AND id = $2`,
    names: { kind: "balance" },
    says: /^The reserved balance of member .* says \d+; the transfers come to \d+\.$/,
  },
  {
    name: "a lot",
    sql: `UPDATE lot SET points = points + 1 WHERE shop_id = $1 AND member_id = $2
          AND lot = (SELECT min(lot) FROM lot WHERE shop_id = $1 AND member_id = $2)`,
    names: { kind: "lot" },
    says: /^Lot .* holds \d+; the transfers come to \d+\.$/,
  },
  {
    name: "a removed lot",
    sql: `DELETE FROM lot WHERE shop_id = $1 AND member_id = $2
          AND lot = (SELECT min(lot) FROM lot WHERE shop_id = $1 AND member_id = $2)`,
    names: { kind: "lot" },
    says: /^Lot .* holds 0; the transfers come to \d+\.$/,
  },
  {
    name: "the beginning of a lot, by one microsecond",
    sql: `UPDATE lot SET since = since + interval '1 microsecond'
          WHERE shop_id = $1 AND member_id = $2
          AND lot = (SELECT min(lot) FROM lot WHERE shop_id = $1 AND member_id = $2)`,
    names: { kind: "lot" },
    says: /^Lot .* lives .*; by the member's row/,
  },
  {
    name: "all that is posted",
    sql: `UPDATE member SET posted = '{' WHERE shop_id = $1 AND id = $2`,
    names: { kind: "flow" },
    says: /^What the row of member .* says of their transfers cannot be read\.$/,
  },
  {
    name: "the accounts of a flow",
    sql: `UPDATE member SET posted = regexp_replace(posted, '"[a-z]{2}-?\\d+"', '"xy1"') WHERE shop_id = $1 AND id = $2`,
    names: { kind: "flow" },
    says: /^What the row of member .* says of their transfers cannot be read\.$/,
  },
  {
    name: "the time of a lot in the member's row",
    sql: `UPDATE member SET posted = '[["a"],[],[[0,"1",1e300,null]]]' WHERE shop_id = $1 AND id = $2`,
    names: { kind: "flow" },
    says: /^What the row of member .* says of their transfers cannot be read\.$/,
  },
  {
    name: "the flows that the engine rests on",
    sql: `UPDATE member SET posted = regexp_replace(posted, '"([a-z]{2})-?\\d+"', '"\\177777"') WHERE shop_id = $1 AND id = $2`,
    names: { kind: "flow" },
    says: /the flow .* is 77777; the transfers come to/,
  },
  {
    name: "the end of the chain in the member's row",
    sql: `UPDATE member SET chain_hash = sha256('x') WHERE shop_id = $1 AND id = $2`,
    names: { kind: "chain-end" },
    says: /one of the two was changed/,
  },
  {
    name: "a head of a closed day",
    sql: `UPDATE ledger_head SET hash = sha256('x') ${ROW} AND until_at = (SELECT min(until_at) FROM ledger_head ${ROW})`,
    names: { kind: "head" },
    says: /^The head of member .* was changed, inserted or removed/,
  },
  {
    name: "a root",
    sql: `UPDATE ledger_root SET root = sha256('x') WHERE shop_id = $1
          AND until_at = (SELECT max(until_at) FROM ledger_root WHERE shop_id = $1)`,
    names: { kind: "root", memberId: "" },
    says: /^The root of 2026-03-\d\d is not the hash of its heads/,
  },
  {
    name: "a removed root",
    sql: `DELETE FROM ledger_root WHERE shop_id = $1
          AND until_at = (SELECT min(until_at) FROM ledger_root WHERE shop_id = $1)`,
    // Whoever had points that day.
    names: { kind: "head", memberId: expect.any(String) as string },
    says: /belongs to a day of which there is no root: the root was removed/,
  },
];

let shop: LedgerShop;
beforeAll(async () => {
  shop = await aShopWithHistory(2);
  expect(await checkLedger(shop.ctx)).toMatchObject({ differences: 0n, details: [], roots: 3n });
});

test.each(CASES)("whoever alters $name is found out, and where", async ({ sql, names, says }) => {
  const [first = "", second = ""] = shop.members.map(({ memberId }) => memberId).sort();
  const ids = { $1: shop.ctx.shopId.toString(), $2: `'${first}'::uuid`, $3: `'${second}'::uuid` };
  const told = Object.entries(ids).reduce((text, [name, id]) => text.replaceAll(name, id), sql);
  const { details } = await afterTampering(shop, told, checkLedger);
  expect(details[0]).toMatchObject({ memberId: names.kind === "root" ? "" : first, ...names });
  expect(details[0]?.says).toMatch(says);
});

test("a row that moved to another member is named there, too, with where it belongs", async () => {
  const [first = "", second = ""] = shop.members.map(({ memberId }) => memberId).sort();
  const moved = `UPDATE transfer SET member_id = '${second}',
    seq = 1 + (SELECT max(seq) FROM transfer
               WHERE shop_id = ${shop.ctx.shopId} AND member_id = '${second}')
    WHERE shop_id = ${shop.ctx.shopId} AND member_id = '${first}' AND seq = 3`;
  const { details } = await afterTampering(shop, moved, checkLedger);
  const there = details.find(({ kind }) => kind === "inserted");
  expect(there?.memberId).toBe(second);
  expect(there?.says).toContain(`Its key says member ${first}.`);
});

test("once all is as it was, nothing is found", async () => {
  expect(await checkLedger(shop.ctx)).toMatchObject({ differences: 0n, details: [] });
});
