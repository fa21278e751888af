import { BlockStack, Box, Text } from "@shopify/polaris";

/** Stands in a list that is empty: says why, and what fills it. */
export function NothingHere({ title, text }: { title: string; text: string }) {
  return (
    <Box padding="800">
      <BlockStack gap="200" inlineAlign="center">
        <Text as="h2" variant="headingMd" alignment="center">
          {title}
        </Text>
        <Text as="p" tone="subdued" alignment="center">
          {text}
        </Text>
      </BlockStack>
    </Box>
  );
}
