import { Link, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import styles from "#app/ui/linked-table.module.css";

export type LinkedRow = {
  id: string;
  url: string;
  /** The first column: leads to the row's own page. */
  name: string;
  /** Below the name: what tells rows of one name apart. */
  detail?: string | null;
  cells: ReactNode[];
};

type TableProps = {
  label: string;
  headings: [string, ...string[]];
  rows: LinkedRow[];
  /** Columns that hold numbers, counted from 0. */
  numeric?: number[];
};

/**
 * A list of things with pages of their own. On a phone each row stands by itself and nothing
 * scrolls sideways; the roles are said because such a row is no longer laid out as a table's.
 */
export function LinkedTable({ label, headings, rows, numeric = [] }: TableProps) {
  const classAt = (column: number) => (numeric.includes(column) ? styles["number"] : undefined);
  return (
    <table role="table" aria-label={label} className={styles["table"]}>
      <thead role="rowgroup">
        <tr role="row">
          {headings.map((heading, column) => (
            <th key={heading} role="columnheader" scope="col" className={classAt(column)}>
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={row.id} role="row">
            <th role="rowheader" scope="row">
              <div>
                <Link url={row.url}>{row.name}</Link>
                {row.detail && (
                  <Text as="p" variant="bodySm" tone="subdued" breakWord>
                    {row.detail}
                  </Text>
                )}
              </div>
            </th>
            {row.cells.map((cell, index) => (
              <td key={headings[index + 1]} role="cell" className={classAt(index + 1)}>
                <span className={styles["label"]} aria-hidden="true">
                  {headings[index + 1]}
                </span>
                <span>{cell}</span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
