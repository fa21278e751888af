import { useFetcher } from "@remix-run/react";
import { BlockStack, Box, Button, List, Spinner } from "@shopify/polaris";
import { useId, useState } from "react";
import { useFormats } from "#app/ui/formats.tsx";
import { useTexts } from "#app/ui/texts.tsx";

/** The lines that led to these points, fetched when they are asked for. */
export function ReceiptDetails({ memberId, seq }: { memberId: string; seq: string }) {
  const { t } = useTexts();
  const { locale } = useFormats();
  const { load, data } = useFetcher<{ lines: string[] }>();
  const [open, setOpen] = useState(false);
  const id = useId();
  const toggle = () => {
    if (!open && !data) load(`/app/members/${memberId}/receipt/${seq}?locale=${locale}`);
    setOpen(!open);
  };
  return (
    <BlockStack gap="200" inlineAlign="start">
      <Button
        variant="plain"
        disclosure={open ? "up" : "down"}
        ariaExpanded={open}
        ariaControls={id}
        onClick={toggle}
      >
        {t("members.page.why")}
      </Button>
      <div id={id} hidden={!open} aria-live="polite">
        {data ? (
          <Box background="bg-surface-secondary" padding="300" borderRadius="200">
            <List>
              {data.lines.map((line) => (
                <List.Item key={line}>{line}</List.Item>
              ))}
            </List>
          </Box>
        ) : (
          <Spinner size="small" accessibilityLabel={t("members.page.loading")} />
        )}
      </div>
    </BlockStack>
  );
}
