import { SaveBar } from "@shopify/app-bridge-react";
import { useTexts } from "#app/ui/texts.tsx";

type Draft = { unsaved: boolean; discard: () => void };

/**
 * The admin's own bar to save or discard, in sight while the form differs from what is saved, or
 * something in it was refused.
 */
export function DraftSaveBar(props: { id: string; draft: Draft; busy: boolean; save: () => void }) {
  const { t } = useTexts();
  return (
    <SaveBar id={props.id} open={props.draft.unsaved}>
      <button
        type="button"
        variant="primary"
        {...(props.busy ? { loading: "" } : {})}
        onClick={props.save}
      >
        {t("actions.save")}
      </button>
      <button type="button" disabled={props.busy} onClick={props.draft.discard}>
        {t("actions.discard")}
      </button>
    </SaveBar>
  );
}
