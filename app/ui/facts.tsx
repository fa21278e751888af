import { BlockStack, Text } from "@shopify/polaris";
import type { ReactNode } from "react";

export type Fact = { label: string; value: ReactNode };

/** What is known of a thing: names and values, one below the other. */
export function Facts({ facts }: { facts: Fact[] }) {
  return (
    <dl style={{ margin: 0, display: "grid", gap: "var(--p-space-300)" }}>
      {facts.map(({ label, value }) => (
        <div key={label}>
          <dt>
            <Text as="span" variant="bodySm" tone="subdued">
              {label}
            </Text>
          </dt>
          <dd style={{ margin: 0, overflowWrap: "anywhere" }}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A card's heading and what stands below it. */
export function Titled({ title, children }: { title: string; children: ReactNode }) {
  return (
    <BlockStack gap="300">
      <Text as="h2" variant="headingMd">
        {title}
      </Text>
      {children}
    </BlockStack>
  );
}
