import { BlockStack, Box, Button, InlineStack, Text } from "@shopify/polaris";
import { addMonth, placeOf, stretchesOf, type CalendarCampaign } from "#app/ui/calendar-place.ts";
import { useFormats } from "#app/ui/formats.tsx";
import { useTexts } from "#app/ui/texts.tsx";

const MONTHS = 6;

/**
 * Months side by side, each campaign a bar over its days. Only a picture: the list below says the
 * same in words.
 */
export function CampaignCalendar(props: {
  campaigns: CalendarCampaign[];
  /** The first month shown, such as 2027-02. */
  from: string;
  today: string;
  move: (from: string) => void;
}) {
  const { t } = useTexts();
  const { from, move } = props;
  return (
    <BlockStack gap="300" inlineAlign="stretch">
      <InlineStack align="space-between">
        <Button onClick={() => move(addMonth(from, -MONTHS))}>{t("campaigns.earlier")}</Button>
        <Button onClick={() => move(addMonth(from, MONTHS))}>{t("campaigns.later")}</Button>
      </InlineStack>
      <Picture {...props} />
    </BlockStack>
  );
}

const GRID = {
  display: "grid",
  gridTemplateColumns: `repeat(${MONTHS}, minmax(0, 1fr))`,
} as const;

function Picture({ campaigns, from, today }: Parameters<typeof CampaignCalendar>[0]) {
  const { localText, locale } = useFormats();
  const months = Array.from({ length: MONTHS }, (_, at) => addMonth(from, at));
  const monthName = new Intl.DateTimeFormat(locale, { month: "short", timeZone: "UTC" });
  const range = { from, months: MONTHS };
  const now = placeOf({ from: today, until: today }, range);
  return (
    <div aria-hidden="true" style={{ position: "relative" }}>
      <div style={GRID}>
        {months.map((month) => (
          <Text as="span" key={month} variant="bodySm" tone="subdued" truncate>
            {monthName.format(new Date(`${month}-01T00:00:00Z`))} {month.slice(2, 4)}
          </Text>
        ))}
      </div>
      {now && (
        <div
          style={{
            position: "absolute",
            insetBlock: 0,
            insetInlineStart: `${now.start}%`,
            borderInlineStart: "2px solid var(--p-color-border-emphasis)",
          }}
        />
      )}
      {campaigns.map((campaign) => (
        <Bars
          key={campaign.id}
          places={stretchesOf(campaign, from, MONTHS).flatMap((days) => placeOf(days, range) ?? [])}
          name={localText(campaign.name)}
        />
      ))}
    </div>
  );
}

type Place = NonNullable<ReturnType<typeof placeOf>>;

function Bars({ places, name }: { places: Place[]; name: string }) {
  const [first] = places;
  if (!first) return null;
  return (
    <Box paddingBlock="100">
      <div style={{ position: "relative", blockSize: "0.75rem" }}>
        {places.map(({ start, length }) => (
          <div
            key={start}
            style={{
              position: "absolute",
              insetInlineStart: `${start}%`,
              inlineSize: `${length}%`,
              minInlineSize: "4px",
              background: "var(--p-color-bg-fill-info)",
              borderRadius: "var(--p-border-radius-100)",
              blockSize: "0.75rem",
            }}
          />
        ))}
      </div>
      <div
        style={{
          marginInlineStart: `min(${first.start}%, 70%)`,
          overflow: "hidden",
          textOverflow: "ellipsis",
          whiteSpace: "nowrap",
        }}
      >
        <Text as="span" variant="bodySm">
          {name}
        </Text>
      </div>
    </Box>
  );
}
