import { useFetcher } from "@remix-run/react";
import { BlockStack, Box, Card, Text, TextField } from "@shopify/polaris";
import { Titled } from "#app/ui/facts.tsx";
import { useFormats } from "#app/ui/formats.tsx";
import { useTexts } from "#app/ui/texts.tsx";

type History = { orders: number; members: number; first: string | null };

type Props = {
  history: History;
  /** The day points begin, or empty for now. */
  since: string;
  onChange(since: string): void;
};

/** Whether the first program also judges the orders that came before it, and which those are. */
export function CountFrom({ history, since, onChange }: Props) {
  const { t } = useTexts();
  const { day } = useFormats();
  const { load, data } = useFetcher<{ history: History | null }>();
  if (history.first === null) return null;
  const chosen = data?.history ?? history;
  const change = (value: string) => {
    onChange(value);
    load(`/app/program/publish?since=${encodeURIComponent(value)}`);
  };
  return (
    <Card>
      <Titled title={t("program.countFrom.title")}>
        <BlockStack gap="200">
          <Text as="p">{t("program.countFrom.text", { first: day(history.first) })}</Text>
          <Box maxWidth="20rem">
            <TextField
              label={t("program.countFrom.label")}
              type="date"
              autoComplete="off"
              value={since}
              onChange={change}
            />
          </Box>
          <Which since={since} chosen={chosen} />
        </BlockStack>
      </Titled>
    </Card>
  );
}

function Which({ since, chosen }: { since: string; chosen: History }) {
  const { t } = useTexts();
  const { count } = useFormats();
  const { orders, members } = chosen;
  const numbers = { count: orders, orders: count(orders), members: count(members) };
  return (
    <Text as="p" tone="subdued">
      <span aria-live="polite">
        {since === "" ? t("program.countFrom.none") : t("program.countFrom.some", numbers)}
      </span>
    </Text>
  );
}
