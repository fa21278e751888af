import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireMerchant } from "#app/context.server.ts";
import type { Fresh } from "#app/queries/begun-draft.ts";
import { itemPart } from "#app/queries/program-part.ts";
import { copyOf, freshCampaign } from "#app/ui/campaign-drafts.ts";
import { CampaignFields } from "#app/ui/campaign-fields.tsx";
import { DraftPage } from "#app/ui/draft-page.tsx";
import { useFormats } from "#app/ui/formats.tsx";
import { newOf, withoutName } from "#app/ui/fresh-items.ts";
import { requireFound } from "#app/ui/require-found.ts";
import { useTexts } from "#app/ui/texts.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireMerchant(request);
  const id = params["campaignId"] ?? "";
  const from = newOf(request);
  const fresh: Fresh = (document, today) => {
    if (from === "") return freshCampaign({ id, document, today });
    const original = document.campaigns.find((campaign) => campaign.id === from);
    return original ? copyOf(original, { id, document }) : null;
  };
  const wish = { list: "campaigns" as const, id, fresh: from === null ? null : fresh };
  return json({ copied: from !== "", ...requireFound(await itemPart(ctx, wish)) });
}

export default function EditCampaign() {
  const { t } = useTexts();
  const { localText } = useFormats();
  const { draft, begun, copied, productTitles, index } = useLoaderData<typeof loader>();
  const { campaigns } = draft.document;
  const campaign = campaigns[index];
  return (
    <DraftPage
      key={index}
      title={campaign ? localText(campaign.name) : t("campaigns.add")}
      back={{ content: t("campaigns.title"), url: "/app/program/campaigns" }}
      draft={draft}
      begun={copied ? begun : withoutName(begun, `campaigns.${index}`)}
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
