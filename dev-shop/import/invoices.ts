/**
 * Gathers rows into invoices, days and actions, and matches cancellations with what they take back.
 */
import { parseMinor } from "#dev-shop/commerce/money.ts";
import { emptyReport } from "#dev-shop/import/import-report.ts";
import type { ImportReport, LeftOut } from "#dev-shop/import/import-report.ts";
import { createOpenLines } from "#dev-shop/import/open-lines.ts";
import type { OpenLines } from "#dev-shop/import/open-lines.ts";
import type { Action } from "#dev-shop/sample/action.ts";

export type Row = {
  invoice: string;
  stockCode: string;
  description: string;
  quantity: number;
  at: Date;
  unitPrice: string;
  /** Empty for a guest. */
  customerId: string;
  country: string;
};

/** As many as Shopify allows. */
const MOST_LINES = 500;

export function createInvoices() {
  const report = emptyReport();
  const state: State = {
    report,
    open: createOpenLines(),
    products: new Set(),
    customers: new Set(),
    parts: new Map(),
  };
  let [day, invoice] = [[] as Row[][], [] as Row[]];

  const endDay = (): Action[] => {
    const actions = actionsOfDay(state, day);
    day = [];
    return actions;
  };
  return {
    report,
    add: (row: Row): Action[] => {
      report.rows += 1;
      if (!isSound(row)) {
        report.leftOut.broken += 1;
        return [];
      }
      const isNext = invoice.length > 0 && invoice[0]?.invoice !== row.invoice;
      if (isNext) day.push(invoice);
      if (isNext) invoice = [];
      const isNextDay = day.length > 0 && dayOf(day[0]) !== dayOf([row]);
      const actions = isNextDay ? endDay() : [];
      invoice.push(row);
      return actions;
    },
    finish: (): Action[] => {
      if (invoice.length > 0) day.push(invoice);
      invoice = [];
      return endDay();
    },
  };
}

type State = {
  report: ImportReport;
  open: OpenLines;
  products: Set<string>;
  customers: Set<string>;
  /** How many orders and refunds an invoice has become. */
  parts: Map<string, number>;
};

function dayOf(rows: Row[] | undefined): string {
  return rows?.[0]?.at.toISOString().slice(0, 10) ?? "";
}

function isSound({ invoice, stockCode, quantity, at }: Row): boolean {
  return invoice !== "" && stockCode !== "" && Number.isInteger(quantity) && !isNaN(at.getTime());
}

function actionsOfDay(state: State, day: Row[][]): Action[] {
  const happened = day
    .flatMap((rows) =>
      rows[0]?.invoice.startsWith("C") ? takeBack(state, rows) : sell(state, rows),
    )
    .sort((a, b) => a.at.getTime() - b.at.getTime());
  const made = happened.filter(({ type }) => type === "product" || type === "customer");
  const rest = happened.filter(({ type }) => type !== "product" && type !== "customer");
  // What a day's orders need is there when the day begins.
  const start = new Date(`${dayOf(day[0])}T00:00:00Z`);
  made.sort((a, b) => a.type.localeCompare(b.type));
  return [...made.map((action) => ({ ...action, at: start })), ...rest];
}

function sell(state: State, rows: Row[]): Action[] {
  const { report, open } = state;
  const sound = rows.filter((row) => reasonToLeaveOut(report, row) === null);
  const [first] = sound;
  if (!first) return [];
  const actions = newcomers(state, sound);
  for (let start = 0; start < sound.length; start += MOST_LINES) {
    const part = sound.slice(start, start + MOST_LINES);
    const { key, isFirst } = nextKey(state, first.invoice);
    actions.push(orderOf(key, part));
    part.forEach((row, line) => {
      open.add({
        customerId: row.customerId,
        stockCode: row.stockCode,
        orderKey: key,
        line,
        left: row.quantity,
      });
    });
    report.orders += 1;
    report.orderLines += part.length;
    report.guestOrders += first.customerId === "" ? 1 : 0;
    report.dividedOrders += isFirst ? 0 : 1;
  }
  return actions;
}

/** Rows of one invoice may lie apart in the file, and a long one becomes several orders. */
function nextKey({ parts }: State, invoice: string): { key: string; isFirst: boolean } {
  const part = (parts.get(invoice) ?? 0) + 1;
  parts.set(invoice, part);
  return { key: `invoice:${invoice}${part === 1 ? "" : `:${String(part)}`}`, isFirst: part === 1 };
}

function reasonToLeaveOut(report: ImportReport, row: Row): LeftOut | null {
  const reason =
    row.quantity <= 0
      ? ("quantity-not-positive" as const)
      : (parseMinor(row.unitPrice, "GBP") ?? 0) <= 0
        ? ("price-not-positive" as const)
        : null;
  if (reason) report.leftOut[reason] += 1;
  return reason;
}

function newcomers({ products, customers }: State, rows: Row[]): Action[] {
  const actions: Action[] = [];
  for (const row of rows) {
    const { at, stockCode, customerId } = row;
    const productKey = `stock:${stockCode}`;
    if (!products.has(stockCode))
      actions.push({ type: "product", at, key: productKey, draft: productOf(row) });
    products.add(stockCode);
    if (customerId === "" || customers.has(customerId)) continue;
    customers.add(customerId);
    actions.push({ type: "customer", at, key: `customer:${customerId}`, draft: customerOf(row) });
  }
  return actions;
}

function productOf({ stockCode, description, unitPrice }: Row) {
  const price = parseMinor(unitPrice, "GBP") ?? 0;
  return {
    title: description || stockCode,
    handle: `stock-${stockCode.toLowerCase()}`,
    isGiftCard: stockCode.startsWith("GIFT_"),
    variants: [{ sku: stockCode, price }],
  };
}

function customerOf({ customerId, country }: Row) {
  return {
    firstName: "Customer",
    lastName: customerId,
    email: `customer-${customerId}@example.com`,
    note: country,
  };
}

function orderOf(key: string, rows: Row[]): Action {
  const [{ customerId = "", at = new Date(0) } = {}] = rows;
  return {
    type: "order",
    key,
    at,
    order: {
      customerKey: customerId === "" ? null : `customer:${customerId}`,
      payment: "paid",
      lines: rows.map(({ stockCode, quantity, unitPrice }) => ({
        productKey: `stock:${stockCode}`,
        quantity,
        unitPrice: parseMinor(unitPrice, "GBP") ?? 0,
      })),
    },
  };
}

/** One refund for each order that has some of the pieces. */
function takeBack(state: State, rows: Row[]): Action[] {
  const { report, open } = state;
  const byOrder = new Map<string, Map<number, number>>();
  for (const row of rows) {
    const wanted = -row.quantity;
    if (wanted <= 0) report.leftOut["quantity-not-positive"] += 1;
    else if (row.customerId === "") report.leftOut["cancellation-of-guest"] += 1;
    else {
      const taken = open.take({ ...row, pieces: wanted });
      for (const { orderKey, line, pieces } of taken) {
        const lines = byOrder.get(orderKey) ?? new Map<number, number>();
        byOrder.set(orderKey, lines.set(line, (lines.get(line) ?? 0) + pieces));
        report.refundedPieces += pieces;
      }
      const missing = wanted - taken.reduce((sum, { pieces }) => sum + pieces, 0);
      report.unmatchedPieces += missing;
      if (missing === wanted) report.leftOut["cancellation-unmatched"] += 1;
    }
  }
  const [{ invoice = "", at = new Date(0) } = {}] = rows;
  report.refunds += byOrder.size;
  return [...byOrder].map(([orderKey, lines]) => ({
    type: "refund" as const,
    key: nextKey(state, invoice).key,
    at,
    orderKey,
    refund: { lines: [...lines].map(([line, quantity]) => ({ line, quantity })) },
  }));
}
