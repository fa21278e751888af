import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireMerchant } from "#app/context.server.ts";
import { itemPart } from "#app/queries/program-part.ts";
import { CampaignFields } from "#app/ui/campaign-fields.tsx";
import { DraftPage } from "#app/ui/draft-page.tsx";
import { useFormats } from "#app/ui/formats.tsx";
import { requireFound } from "#app/ui/require-found.ts";
import { useTexts } from "#app/ui/texts.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireMerchant(request);
  const wish = { list: "campaigns" as const, id: params["campaignId"] ?? "" };
  return json(requireFound(await itemPart(ctx, wish)));
}

export default function EditCampaign() {
  const { t } = useTexts();
  const { localText } = useFormats();
  const { draft, productTitles, index } = useLoaderData<typeof loader>();
  const { campaigns } = draft.document;
  const campaign = campaigns[index];
  return (
    <DraftPage
      key={campaign?.id}
      title={localText(campaign?.name ?? { en: "" })}
      back={{ content: t("campaigns.title"), url: "/app/program/campaigns" }}
      draft={draft}
      productTitles={productTitles}
      removal={{
        without: { ...draft.document, campaigns: campaigns.filter((_, at) => at !== index) },
        title: t("campaigns.removeTitle"),
        text: t("editor.removeText"),
      }}
    >
      <CampaignFields index={index} />
    </DraftPage>
  );
}
