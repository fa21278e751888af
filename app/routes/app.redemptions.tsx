import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { BlockStack, Box, Card, Page } from "@shopify/polaris";
import { z } from "zod";
import { requireMerchant } from "#app/context.server.ts";
import { parsePageWish } from "#app/queries/keyset-page.ts";
import { redemptionsPage } from "#app/queries/redemptions-page.ts";
import { useFormats } from "#app/ui/formats.tsx";
import { LinkedTable } from "#app/ui/linked-table.tsx";
import { ListSearch } from "#app/ui/list-search.tsx";
import { useMemberName } from "#app/ui/member-name.ts";
import { NothingHere } from "#app/ui/nothing-here.tsx";
import { Pager } from "#app/ui/pager.tsx";
import { SearchText, storable } from "#app/ui/parse-form.ts";
import { RedemptionStateBadge } from "#app/ui/redemption-state.tsx";
import { useTexts } from "#app/ui/texts.tsx";

const STATES = [
  "requested",
  "waiting",
  "active",
  "used",
  "delivered",
  "lapsed",
  "canceling",
  "returned",
  "refused",
] as const;

const Wish = z.object({
  search: SearchText,
  state: z.enum(STATES).nullable().catch(null),
});

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireMerchant(request);
  const params = new URL(request.url).searchParams;
  const wish = Wish.parse(storable(params));
  return json(await redemptionsPage(ctx, { ...wish, ...parsePageWish(params) }));
}

type PageData = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Redemptions() {
  const { t } = useTexts();
  const page = useLoaderData<typeof loader>();
  const states = STATES.map((value) => ({ value, label: t(`state.${value}`) }));
  return (
    <Page title={t("redemptions.title")}>
      <BlockStack gap="400">
        <Card padding="0">
          <Box padding="400">
            <ListSearch
              label={t("redemptions.search.label")}
              placeholder={t("redemptions.search.placeholder")}
              filters={[
                {
                  name: "state",
                  label: t("redemptions.filter.label"),
                  options: [{ value: "", label: t("redemptions.filter.all") }, ...states],
                },
              ]}
            />
          </Box>
          {page.redemptions.length === 0 ? <Empty /> : <RedemptionsTable page={page} />}
        </Card>
        <Pager links={page.links} />
      </BlockStack>
    </Page>
  );
}

function Empty() {
  const { t } = useTexts();
  const [params] = useSearchParams();
  const kind = params.get("search") || params.get("state") ? "nothingFound" : "empty";
  return (
    <NothingHere title={t(`redemptions.${kind}.title`)} text={t(`redemptions.${kind}.text`)} />
  );
}

function RedemptionsTable({ page }: { page: PageData }) {
  const { t } = useTexts();
  const { count, moment, localText } = useFormats();
  const nameOf = useMemberName();
  return (
    <LinkedTable
      label={t("redemptions.listLabel")}
      headings={[
        t("redemptions.columns.reward"),
        t("redemptions.columns.member"),
        t("redemptions.columns.points"),
        t("redemptions.columns.code"),
        t("redemptions.columns.state"),
        t("redemptions.columns.when"),
      ]}
      numeric={[2]}
      rows={page.redemptions.map((redemption) => ({
        id: redemption.id,
        url: `/app/redemptions/${redemption.id}`,
        name: localText(redemption.rewardName),
        cells: [
          nameOf({ name: redemption.memberName, customerNumber: redemption.customerNumber }),
          count(redemption.costPoints),
          redemption.code ?? t("redemptions.page.noCode"),
          <RedemptionStateBadge key="state" state={redemption.state} />,
          moment(redemption.reservedAt),
        ],
      }))}
    />
  );
}
