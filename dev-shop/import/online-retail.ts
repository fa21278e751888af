/** Invoices of the Online Retail shape (UCI 352) as dated actions, read as a stream. */
import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";

import { parse } from "csv-parse";

import type { ImportReport } from "#dev-shop/import/import-report.ts";
import { createInvoices } from "#dev-shop/import/invoices.ts";
import type { Row } from "#dev-shop/import/invoices.ts";
import type { Action } from "#dev-shop/sample/action.ts";

export type OnlineRetail = {
  actions: AsyncGenerator<Action>;
  /** Complete when the actions have been read to their end. */
  report: ImportReport;
};

/** Files, csv or csv.gz, in order of time. */
export function readOnlineRetail(files: string[]): OnlineRetail {
  const invoices = createInvoices();
  return { actions: actionsOf(files, invoices), report: invoices.report };
}

/** A day at a time: what is new of products and customers first, then what happened, in order. */
async function* actionsOf(
  files: string[],
  invoices: ReturnType<typeof createInvoices>,
): AsyncGenerator<Action> {
  for (const file of files) {
    for await (const row of rowsOf(file)) yield* invoices.add(row);
  }
  yield* invoices.finish();
}

async function* rowsOf(file: string): AsyncGenerator<Row> {
  const bytes = createReadStream(file);
  const text = file.endsWith(".gz") ? bytes.pipe(createGunzip()) : bytes;
  const parser = text.pipe(
    parse({ columns: true, bom: true, relax_column_count: true, trim: true }),
  );
  // A pipe does not carry errors on: a missing or broken file would otherwise hang the reader.
  for (const stream of [bytes, text]) stream.on("error", (error: Error) => parser.destroy(error));
  for await (const record of parser as AsyncIterable<Record<string, string>>) {
    yield {
      invoice: record["InvoiceNo"] ?? "",
      // The same code comes in both cases.
      stockCode: (record["StockCode"] ?? "").toUpperCase(),
      description: record["Description"] ?? "",
      quantity: Number(record["Quantity"]),
      at: new Date(`${(record["InvoiceDate"] ?? "").replace(" ", "T")}Z`),
      unitPrice: record["UnitPrice"] ?? "",
      customerId: (record["CustomerID"] ?? "").replace(/\.0$/, ""),
      country: record["Country"] ?? "",
    };
  }
}
