import { useNavigate } from "@remix-run/react";
import { BlockStack, Page } from "@shopify/polaris";
import { useState, type ReactNode } from "react";
import { ConfirmModal } from "#app/ui/confirm-modal.tsx";
import { ConflictBanner } from "#app/ui/conflict-banner.tsx";
import { DraftFormProvider } from "#app/ui/draft-form.tsx";
import { DraftSaveBar } from "#app/ui/draft-save-bar.tsx";
import { ProblemSummary } from "#app/ui/problem-summary.tsx";
import { ProductTitles } from "#app/ui/product-titles.tsx";
import { useTexts } from "#app/ui/texts.tsx";
import { useSaveDraft } from "#app/ui/use-save-draft.ts";

type Removal = {
  /** The draft without what this page edits. */
  without: unknown;
  title: string;
  text: string;
};

type PageProps = {
  title: string;
  back: { content: string; url: string };
  draft: { document: unknown; revision: number };
  /** The draft with something new in it, which is not saved yet. */
  begun?: unknown;
  productTitles?: Record<string, string>;
  removal?: Removal;
  children: ReactNode;
};

/** A page that edits one part of the draft: saved together, refused together, removed on asking. */
export function DraftPage(props: PageProps) {
  const { t } = useTexts();
  const saving = useSaveDraft(props.draft, props.begun);
  const navigate = useNavigate();
  const [removing, setRemoving] = useState(false);
  const { back } = props;
  const isNew = (props.begun ?? null) !== null;
  const removal = isNew ? undefined : props.removal;
  const remove = {
    content: t("editor.removeFromDraft"),
    destructive: true,
    onAction: () => setRemoving(true),
  };
  const secondary = removal ? [remove] : [];
  return (
    <Page
      title={props.title}
      backAction={back}
      primaryAction={{
        content: t("program.review"),
        onAction: () => navigate("/app/program/publish"),
        disabled: saving.draft.dirty,
      }}
      secondaryActions={secondary}
    >
      {removal && (
        <Removing
          removal={removal}
          open={removing}
          busy={saving.busy}
          remove={() => saving.saveAndGo(removal.without, back.url)}
          close={() => setRemoving(false)}
        />
      )}
      <DraftForm {...props} saving={saving} leave={isNew ? () => navigate(back.url) : null} />
    </Page>
  );
}

type FormProps = Pick<PageProps, "productTitles" | "children"> & {
  saving: ReturnType<typeof useSaveDraft>;
  /** Discarding something new is leaving its page. */
  leave: (() => void) | null;
};

function DraftForm(props: FormProps) {
  const { saving, leave } = props;
  const draft = { ...saving.draft, discard: leave ?? saving.draft.discard };
  return (
    <>
      <DraftSaveBar id="draft-part" draft={draft} busy={saving.busy} save={saving.save} />
      <ProductTitles titles={props.productTitles ?? {}}>
        <DraftFormProvider draft={saving.draft} problems={saving.problems}>
          <BlockStack gap="400">
            <ConflictBanner show={saving.conflict} />
            <ProblemSummary problems={saving.problems} />
            {props.children}
          </BlockStack>
        </DraftFormProvider>
      </ProductTitles>
    </>
  );
}

type RemovingProps = {
  removal: Removal;
  open: boolean;
  busy: boolean;
  remove: () => void;
  close: () => void;
};

function Removing({ removal, open, busy, remove, close }: RemovingProps) {
  const { t } = useTexts();
  return (
    <ConfirmModal
      id="remove-part"
      open={open}
      busy={busy}
      title={removal.title}
      text={removal.text}
      action={t("actions.remove")}
      tone="critical"
      onConfirm={remove}
      onClose={close}
    />
  );
}
