import { BlockStack, Text } from "@shopify/polaris";

/** A figure under its name. */
export function KeyFigure({ label, value }: { label: string; value: string }) {
  return (
    <BlockStack gap="100">
      <Text as="h3" variant="bodySm" tone="subdued">
        {label}
      </Text>
      <Text as="p" variant="headingLg">
        {value}
      </Text>
    </BlockStack>
  );
}
