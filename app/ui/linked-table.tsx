import { IndexTable, Link, Text } from "@shopify/polaris";
import type { ReactNode } from "react";

export type LinkedRow = {
  id: string;
  url: string;
  /** The first column: leads to the row's own page. */
  name: string;
  cells: ReactNode[];
};

/** A list of things with pages of their own. On a phone each row stands as a small card. */
export function LinkedTable(props: {
  label: string;
  headings: [string, ...string[]];
  rows: LinkedRow[];
  /** Columns that hold numbers, counted from 0. */
  numeric?: number[];
}) {
  const { headings, rows, numeric = [] } = props;
  const [first, ...others] = headings.map((title, index) => ({
    title,
    ...(numeric.includes(index) ? { alignment: "end" as const } : {}),
  }));
  if (!first) return null;
  return (
    <IndexTable
      resourceName={{ singular: props.label, plural: props.label }}
      itemCount={rows.length}
      selectable={false}
      headings={[first, ...others]}
    >
      {rows.map((row, position) => (
        <IndexTable.Row key={row.id} id={row.id} position={position}>
          <IndexTable.Cell>
            <Link url={row.url} dataPrimaryLink removeUnderline>
              <Text as="span" fontWeight="semibold" breakWord>
                {row.name}
              </Text>
            </Link>
          </IndexTable.Cell>
          {row.cells.map((cell, index) => (
            <IndexTable.Cell key={headings[index + 1] ?? index}>
              <Text
                as="span"
                alignment={numeric.includes(index + 1) ? "end" : "start"}
                numeric={numeric.includes(index + 1)}
              >
                {cell}
              </Text>
            </IndexTable.Cell>
          ))}
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}
