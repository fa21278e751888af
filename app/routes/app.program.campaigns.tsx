import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Card, Page } from "@shopify/polaris";
import { useState } from "react";
import { requireMerchant } from "#app/context.server.ts";
import { campaignsPage } from "#app/queries/campaigns-page.ts";
import { CampaignCalendar } from "#app/ui/campaign-calendar.tsx";
import { CampaignList } from "#app/ui/campaign-list.tsx";
import { freshCampaign } from "#app/ui/campaign-drafts.ts";
import { ConflictBanner } from "#app/ui/conflict-banner.tsx";
import { NothingHere } from "#app/ui/nothing-here.tsx";
import { ProblemSummary } from "#app/ui/problem-summary.tsx";
import { ProductTitles } from "#app/ui/product-titles.tsx";
import { useTexts } from "#app/ui/texts.tsx";
import { useSaveDraft } from "#app/ui/use-save-draft.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  return json(await campaignsPage(await requireMerchant(request)));
}

export default function Campaigns() {
  const { t } = useTexts();
  const { draft, today, productTitles } = useLoaderData<typeof loader>();
  const saving = useSaveDraft(draft);
  const { document } = draft;
  const add = () => {
    const fresh = freshCampaign(document, today);
    const campaigns = [...document.campaigns, fresh];
    saving.saveAndGo({ ...document, campaigns }, `/app/program/campaigns/${fresh.id}`);
  };
  return (
    <Page
      title={t("campaigns.title")}
      backAction={{ content: t("program.title"), url: "/app/program" }}
      primaryAction={{ content: t("campaigns.add"), onAction: add, loading: saving.busy }}
    >
      <ProductTitles titles={productTitles}>
        <BlockStack gap="400">
          <ConflictBanner show={saving.conflict} />
          <ProblemSummary problems={saving.problems} />
          <Shown draft={draft} today={today} saving={saving} />
        </BlockStack>
      </ProductTitles>
    </Page>
  );
}

type ShownProps = Pick<ReturnType<typeof useLoaderData<typeof loader>>, "draft" | "today"> & {
  saving: ReturnType<typeof useSaveDraft>;
};

function Shown({ draft, today, saving }: ShownProps) {
  const { t } = useTexts();
  const [from, setFrom] = useState(today.slice(0, 7));
  const { document } = draft;
  const { busy, saveAndGo } = saving;
  if (document.campaigns.length === 0) {
    return (
      <Card>
        <NothingHere title={t("campaigns.none")} text={t("campaigns.noneText")} />
      </Card>
    );
  }
  return (
    <>
      <Card>
        <CampaignCalendar campaigns={document.campaigns} from={from} today={today} move={setFrom} />
      </Card>
      <CampaignList document={document} today={today} busy={busy} save={saveAndGo} />
    </>
  );
}
