import { BlockStack, Card, Link, Text } from "@shopify/polaris";
import { Titled } from "#app/ui/facts.tsx";
import { useTexts } from "#app/ui/texts.tsx";

const PLACES = {
  services: "/app/redemptions?state=waiting",
  activities: "/app/activities",
} as const;

type Waiting = Record<keyof typeof PLACES, number>;

/** What waits for staff, a line each that leads there; nothing at all where nothing waits. */
export function WaitingCard({ waiting }: { waiting: Waiting }) {
  const { t } = useTexts();
  const kinds = (["services", "activities"] as const).filter((kind) => waiting[kind] > 0);
  if (kinds.length === 0) return null;
  return (
    <Card>
      <Titled title={t("home.waiting.title")}>
        <BlockStack gap="200">
          {kinds.map((kind) => (
            <Text as="p" key={kind}>
              <Link url={PLACES[kind]}>{t(`home.waiting.${kind}`, { count: waiting[kind] })}</Link>
            </Text>
          ))}
        </BlockStack>
      </Titled>
    </Card>
  );
}
