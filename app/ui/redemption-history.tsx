import { BlockStack, InlineStack, Text } from "@shopify/polaris";
import { useFormats } from "#app/ui/formats.tsx";
import { RedemptionStateBadge, type RedemptionState } from "#app/ui/redemption-state.tsx";
import { useReasonText } from "#app/ui/redemption-reason.ts";

export type HistoryEvent = { seq: number; state: RedemptionState; reason: string; at: string };

/** Every state a redemption was in, with its time and reason, oldest first. */
export function RedemptionHistory({ events }: { events: HistoryEvent[] }) {
  const { moment } = useFormats();
  const reasonText = useReasonText();
  return (
    <ol style={{ listStyle: "none", margin: 0, padding: 0, display: "grid", gap: "1rem" }}>
      {events.map(({ seq, state, reason, at }) => (
        <li key={seq}>
          <BlockStack gap="100" inlineAlign="start">
            <InlineStack gap="200" blockAlign="center">
              <RedemptionStateBadge state={state} />
              <Text as="p" variant="bodySm" tone="subdued">
                <time dateTime={at}>{moment(at)}</time>
              </Text>
            </InlineStack>
            <Text as="p" breakWord>
              {reasonText(reason)}
            </Text>
          </BlockStack>
        </li>
      ))}
    </ol>
  );
}
