import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useNavigate } from "@remix-run/react";
import { Badge, BlockStack, Layout, Page } from "@shopify/polaris";
import { requireMerchant } from "#app/context.server.ts";
import { programPage } from "#app/queries/program-page.ts";
import { ConflictBanner } from "#app/ui/conflict-banner.tsx";
import { DraftFormProvider } from "#app/ui/draft-form.tsx";
import { DraftSaveBar } from "#app/ui/draft-save-bar.tsx";
import { parseForm } from "#app/ui/parse-form.ts";
import { ProblemSummary } from "#app/ui/problem-summary.tsx";
import { EarningCard } from "#app/ui/program-earning.tsx";
import { ExampleCard } from "#app/ui/program-example.tsx";
import { ExcludeCard } from "#app/ui/program-exclude.tsx";
import { ExpiryCard, NameCard, RefundsCard } from "#app/ui/program-basics.tsx";
import { TiersCard } from "#app/ui/program-tiers.tsx";
import { VersionsCard } from "#app/ui/program-versions.tsx";
import { SaveDraftForm, saveStatus } from "#app/ui/save-draft-form.ts";
import { useSaveDraft } from "#app/ui/use-save-draft.ts";
import { saveDraft } from "#app/usecases/save-draft.ts";
import { useTexts } from "#app/ui/texts.tsx";

export async function loader({ request }: LoaderFunctionArgs) {
  return json(await programPage(await requireMerchant(request)));
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireMerchant(request);
  const form = await parseForm(request, SaveDraftForm);
  if (!form.ok) return json({ ok: false, errors: form.errors }, { status: 422 });

  const { document, revision } = form.value;
  const result = await saveDraft(ctx, { document, revision });
  return json(result, { status: saveStatus(result) });
}

export default function Program() {
  const { t } = useTexts();
  const page = useLoaderData<typeof loader>();
  const { draft, busy, save, problems, conflict } = useSaveDraft(page.draft);
  const navigate = useNavigate();
  const current = page.versions.find(({ when }) => when === "current");
  return (
    <Page
      title={t("program.title")}
      titleMetadata={<InForce version={current?.version ?? null} />}
      subtitle={page.differs ? t("program.draftChanged") : t("program.draftSame")}
      primaryAction={{
        content: t("program.review"),
        onAction: () => navigate("/app/program/publish"),
        disabled: draft.dirty || !page.differs,
      }}
    >
      <DraftSaveBar id="program" draft={draft} busy={busy} save={save} />
      <DraftFormProvider draft={draft} problems={problems}>
        <Layout>
          <Layout.Section>
            <BlockStack gap="400">
              <ConflictBanner show={conflict} />
              <ProblemSummary problems={problems} />
              <Settings productTitles={page.productTitles} />
            </BlockStack>
          </Layout.Section>
          <Layout.Section variant="oneThird">
            <BlockStack gap="400">
              <ExampleCard document={draft.text} />
              <VersionsCard versions={page.versions} />
            </BlockStack>
          </Layout.Section>
        </Layout>
      </DraftFormProvider>
    </Page>
  );
}

function InForce({ version }: { version: number | null }) {
  const { t } = useTexts();
  if (version === null) return <Badge tone="attention">{t("program.noVersion")}</Badge>;
  return <Badge tone="success">{t("program.live", { version })}</Badge>;
}

function Settings({ productTitles }: { productTitles: Record<string, string> }) {
  return (
    <>
      <NameCard />
      <EarningCard />
      <ExcludeCard titles={productTitles} />
      <ExpiryCard />
      <TiersCard />
      <RefundsCard />
    </>
  );
}
