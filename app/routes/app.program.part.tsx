import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { requireMerchant } from "#app/context.server.ts";
import { programPart } from "#app/queries/program-part.ts";
import { DraftPage } from "#app/ui/draft-page.tsx";
import { ExpiryCard, NameCard, ReferralCard, RefundsCard } from "#app/ui/program-basics.tsx";
import { CombineCard, EarningCard } from "#app/ui/program-earning.tsx";
import { ExcludeCard } from "#app/ui/program-exclude.tsx";
import { TiersCard } from "#app/ui/program-tiers.tsx";
import { requireFound } from "#app/ui/require-found.ts";
import { useTexts } from "#app/ui/texts.tsx";

const Part = z.enum(["name", "earning", "rules", "expiry", "tiers", "referral", "refunds"]);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireMerchant(request);
  const part = requireFound(Part.safeParse(params["part"]).data ?? null);
  return json({ part, ...(await programPart(ctx)) });
}

export default function EditPart() {
  const { t } = useTexts();
  const { part, draft, productTitles } = useLoaderData<typeof loader>();
  return (
    <DraftPage
      key={part}
      title={t(`program.chapters.${part}`)}
      back={{ content: t("program.title"), url: "/app/program" }}
      draft={draft}
      productTitles={productTitles}
    >
      <PartForm part={part} />
    </DraftPage>
  );
}

function PartForm({ part }: { part: z.infer<typeof Part> }) {
  switch (part) {
    case "name":
      return <NameCard />;
    case "earning":
      return (
        <>
          <EarningCard />
          <ExcludeCard />
        </>
      );
    case "rules":
      return <CombineCard />;
    case "expiry":
      return <ExpiryCard />;
    case "tiers":
      return <TiersCard />;
    case "referral":
      return <ReferralCard />;
    case "refunds":
      return <RefundsCard />;
  }
}
