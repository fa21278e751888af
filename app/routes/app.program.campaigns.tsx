import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useNavigate } from "@remix-run/react";
import { BlockStack, Card, Page } from "@shopify/polaris";
import { useState } from "react";
import { requireMerchant } from "#app/context.server.ts";
import { campaignsPage } from "#app/queries/campaigns-page.ts";
import { CampaignCalendar } from "#app/ui/campaign-calendar.tsx";
import { CampaignList } from "#app/ui/campaign-list.tsx";
import { ConflictBanner } from "#app/ui/conflict-banner.tsx";
import { DraftNote } from "#app/ui/draft-note.tsx";
import { freshId } from "#app/ui/fresh-id.ts";
import { NEW } from "#app/ui/fresh-items.ts";
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
  const page = useLoaderData<typeof loader>();
  const { draft, productTitles } = page;
  const saving = useSaveDraft(draft);
  const navigate = useNavigate();
  const fresh = freshId(
    "campaign",
    draft.document.campaigns.map(({ id }) => id),
  );
  const add = () => navigate(`/app/program/campaigns/${fresh}?${NEW}`);
  return (
    <Page
      title={t("campaigns.title")}
      backAction={{ content: t("program.title"), url: "/app/program" }}
      primaryAction={{ content: t("campaigns.add"), onAction: add }}
    >
      <ProductTitles titles={productTitles}>
        <BlockStack gap="400">
          <ConflictBanner show={saving.conflict} />
          <ProblemSummary problems={saving.problems} />
          <DraftNote {...page} unpublished={t("campaigns.unpublished")} />
          <Shown page={page} saving={saving} />
        </BlockStack>
      </ProductTitles>
    </Page>
  );
}

type ShownProps = {
  page: ReturnType<typeof useLoaderData<typeof loader>>;
  saving: ReturnType<typeof useSaveDraft>;
};

function Shown({ page, saving }: ShownProps) {
  const { t } = useTexts();
  const { draft, today, standings } = page;
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
      <CampaignList
        document={document}
        standings={standings}
        today={today}
        busy={busy}
        save={saveAndGo}
      />
    </>
  );
}
