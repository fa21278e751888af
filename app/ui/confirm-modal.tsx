import { Modal, TitleBar } from "@shopify/app-bridge-react";
import { Box, Text } from "@shopify/polaris";
import { useTexts } from "#app/ui/texts.tsx";

/** Asks before something is done: a title that is the question, and what will follow. */
export function ConfirmModal(props: {
  id: string;
  open: boolean;
  title: string;
  text: string;
  action: string;
  busy: boolean;
  tone?: "critical" | "default";
  onConfirm: () => void;
  onClose: () => void;
}) {
  const { t } = useTexts();
  return (
    <Modal id={props.id} open={props.open} onHide={props.onClose}>
      <Box padding="400">
        <Text as="p">{props.text}</Text>
      </Box>
      <TitleBar title={props.title}>
        <button
          type="button"
          variant="primary"
          tone={props.tone ?? "default"}
          disabled={props.busy}
          onClick={props.onConfirm}
        >
          {props.action}
        </button>
        <button type="button" onClick={props.onClose}>
          {t("actions.cancel")}
        </button>
      </TitleBar>
    </Modal>
  );
}
