import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Badge, Banner, BlockStack, Card, EmptyState, Page } from "@shopify/polaris";
import { requireMerchant } from "#app/context.server.ts";
import { rewardsPage } from "#app/queries/rewards-page.ts";
import { ConflictBanner } from "#app/ui/conflict-banner.tsx";
import { useFormats } from "#app/ui/formats.tsx";
import { freshId } from "#app/ui/fresh-id.ts";
import { useGivesText } from "#app/ui/gives-text.ts";
import { LinkedTable } from "#app/ui/linked-table.tsx";
import { useSaveDraft } from "#app/ui/use-save-draft.ts";
import { useTexts } from "#app/ui/texts.tsx";

export async function loader({ request }: LoaderFunctionArgs) {
  return json(await rewardsPage(await requireMerchant(request)));
}

type PageData = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Rewards() {
  const { t } = useTexts();
  const page = useLoaderData<typeof loader>();
  const { add, busy, conflict } = useAddReward(page);
  const primary = { content: t("rewards.add"), onAction: add, loading: busy };
  return (
    <Page title={t("rewards.title")} primaryAction={primary}>
      <BlockStack gap="400">
        <ConflictBanner show={conflict} />
        {page.differs && (
          <Banner
            tone="info"
            action={{ content: t("rewards.publish"), url: "/app/program/publish" }}
          >
            <p>{t(page.published ? "rewards.draftNote" : "rewards.unpublished")}</p>
          </Banner>
        )}
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
      rows={rewards.map(({ id, name, gives, costPoints, redeemed, state }) => ({
        id,
        url: `/app/rewards/${id}`,
        name: localText(name),
        cells: [
          givesText(gives),
          count(costPoints),
          count(redeemed),
          <Badge key="state" tone={TONES[state]}>
            {t(`rewards.state.${state}`)}
          </Badge>,
        ],
      }))}
    />
  );
}

/** Adds a reward to the draft, then opens it. */
function useAddReward({ draft }: Pick<PageData, "draft">) {
  const { t } = useTexts();
  const saving = useSaveDraft(draft);
  const add = () => {
    const { document } = draft;
    const taken = document.rewards.map((reward) => reward.id);
    const id = freshId(t("rewards.newName"), taken);
    const rewards = [...document.rewards, freshReward(id, t("rewards.newName"))];
    saving.saveAndGo({ ...document, rewards }, `/app/rewards/${id}`);
  };
  return { add, busy: saving.busy, conflict: saving.conflict };
}

function freshReward(id: string, name: string) {
  return {
    id,
    name: { en: name },
    gives: { kind: "amount-off", amount: "5" },
    costPoints: 100,
    minimumOrder: null,
    validDays: 90,
    combinesWith: { orderDiscounts: false, productDiscounts: true, shippingDiscounts: true },
    returnsWhenUnused: true,
    retired: false,
  };
}
