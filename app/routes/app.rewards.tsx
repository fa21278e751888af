import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useNavigate } from "@remix-run/react";
import { Badge, BlockStack, Card, EmptyState, InlineStack, Page } from "@shopify/polaris";
import { requireMerchant } from "#app/context.server.ts";
import { rewardsPage } from "#app/queries/rewards-page.ts";
import { DraftNote } from "#app/ui/draft-note.tsx";
import { useFormats } from "#app/ui/formats.tsx";
import { freshId } from "#app/ui/fresh-id.ts";
import { NEW } from "#app/ui/fresh-items.ts";
import { useGivesText } from "#app/ui/gives-text.ts";
import { LinkedTable } from "#app/ui/linked-table.tsx";
import { useTexts } from "#app/ui/texts.tsx";

export async function loader({ request }: LoaderFunctionArgs) {
  return json(await rewardsPage(await requireMerchant(request)));
}

type PageData = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Rewards() {
  const { t } = useTexts();
  const page = useLoaderData<typeof loader>();
  const navigate = useNavigate();
  const fresh = freshId(
    "reward",
    page.rewards.map(({ id }) => id),
  );
  const add = () => navigate(`/app/rewards/${fresh}?${NEW}`);
  const primary = { content: t("rewards.add"), onAction: add };
  return (
    <Page title={t("rewards.title")} primaryAction={primary}>
      <BlockStack gap="400">
        <DraftNote {...page} unpublished={t("rewards.unpublished")} />
        <Card padding="0">
          {page.rewards.length === 0 ? (
            <EmptyState heading={t("rewards.empty.title")} action={primary} image="">
              <p>{t("rewards.empty.text")}</p>
            </EmptyState>
          ) : (
            <RewardsTable rewards={page.rewards} />
          )}
        </Card>
      </BlockStack>
    </Page>
  );
}

const TONES = {
  live: "success",
  changed: "attention",
  fresh: "attention",
  retired: "read-only",
} as const;

function RewardsTable({ rewards }: Pick<PageData, "rewards">) {
  const { t } = useTexts();
  const { count, localText } = useFormats();
  const givesText = useGivesText();
  return (
    <LinkedTable
      label={t("rewards.listLabel")}
      headings={[
        t("rewards.columns.reward"),
        t("rewards.columns.gives"),
        t("rewards.columns.cost"),
        t("rewards.columns.redeemed"),
        t("rewards.columns.state"),
      ]}
      numeric={[2, 3]}
      rows={rewards.map(({ id, name, gives, costPoints, redeemed, state, lacksAccess }) => ({
        id,
        url: `/app/rewards/${id}`,
        name: localText(name),
        cells: [
          givesText(gives),
          count(costPoints),
          count(redeemed),
          <InlineStack key="state" gap="100">
            <Badge tone={TONES[state]}>{t(`rewards.state.${state}`)}</Badge>
            {lacksAccess && state !== "retired" && (
              <Badge tone="warning">{t("rewards.access.lacking")}</Badge>
            )}
          </InlineStack>,
        ],
      }))}
    />
  );
}
