import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useNavigate } from "@remix-run/react";
import { Badge, BlockStack, Layout, Page } from "@shopify/polaris";
import { requireMerchant } from "#app/context.server.ts";
import { programPage } from "#app/queries/program-page.ts";
import { ConflictBanner } from "#app/ui/conflict-banner.tsx";
import { ProblemSummary } from "#app/ui/problem-summary.tsx";
import { ProductTitles } from "#app/ui/product-titles.tsx";
import { ProgramChapters } from "#app/ui/program-chapters.tsx";
import { ExampleCard } from "#app/ui/program-example.tsx";
import { VersionsCard } from "#app/ui/program-versions.tsx";
import { SurprisesBanner } from "#app/ui/surprises-banner.tsx";
import { useSaveDraft } from "#app/ui/use-save-draft.ts";
import { useTexts } from "#app/ui/texts.tsx";

export async function loader({ request }: LoaderFunctionArgs) {
  return json(await programPage(await requireMerchant(request)));
}

export default function Program() {
  const { t } = useTexts();
  const page = useLoaderData<typeof loader>();
  const navigate = useNavigate();
  const current = page.versions.find(({ when }) => when === "current");
  return (
    <Page
      title={t("program.title")}
      titleMetadata={<InForce version={current?.version ?? null} />}
      subtitle={t(stateOf(page))}
      primaryAction={{
        content: t("program.review"),
        onAction: () => navigate("/app/program/publish"),
        disabled: !page.differs,
      }}
      secondaryActions={[
        { content: t("preview.title"), onAction: () => navigate("/app/program/preview") },
        { content: t("blueprints.title"), onAction: () => navigate("/app/program/blueprints") },
      ]}
    >
      <ProductTitles titles={page.productTitles}>
        <Contents page={page} />
      </ProductTitles>
    </Page>
  );
}

type PageData = ReturnType<typeof useLoaderData<typeof loader>>;

function Contents({ page }: { page: PageData }) {
  const saving = useSaveDraft(page.draft);
  const { document } = page.draft;
  return (
    <Layout>
      <Layout.Section>
        <BlockStack gap="400">
          <ConflictBanner show={saving.conflict} />
          <ProblemSummary problems={saving.problems} />
          <SurprisesBanner surprises={page.surprises} document={document} />
          <ProgramChapters editing={{ document, busy: saving.busy, save: saving.saveAndGo }} />
        </BlockStack>
      </Layout.Section>
      <Layout.Section variant="oneThird">
        <BlockStack gap="400">
          <ExampleCard document={saving.draft.text} />
          <VersionsCard
            versions={page.versions}
            draft={{ revision: page.draft.revision, differs: page.differs }}
          />
        </BlockStack>
      </Layout.Section>
    </Layout>
  );
}

function stateOf({ published, differs }: { published: boolean; differs: boolean }) {
  if (!published) return "program.draftOnly";
  return differs ? "program.draftChanged" : "program.draftSame";
}

function InForce({ version }: { version: number | null }) {
  const { t } = useTexts();
  if (version === null) return <Badge tone="attention">{t("program.noVersion")}</Badge>;
  return <Badge tone="success">{t("program.live", { version })}</Badge>;
}
