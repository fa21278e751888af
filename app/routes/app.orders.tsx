import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData } from "@remix-run/react";
import { BlockStack, Box, Button, Card, Page, Text } from "@shopify/polaris";
import { requireMerchant } from "#app/context.server.ts";
import { comparisonsPage } from "#app/queries/comparisons-page.ts";
import { ComparisonOutcome } from "#app/ui/comparison-outcome.tsx";
import { ComparisonProgress } from "#app/ui/comparison-progress.tsx";
import { Titled } from "#app/ui/facts.tsx";
import { useFormats } from "#app/ui/formats.tsx";
import { LinkedTable } from "#app/ui/linked-table.tsx";
import { NothingHere } from "#app/ui/nothing-here.tsx";
import { useProofText } from "#app/ui/proof-text.ts";
import { ScopeCard } from "#app/ui/scope-card.tsx";
import { useTexts } from "#app/ui/texts.tsx";
import { proveOrders } from "#app/usecases/start-comparison.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireMerchant(request);
  const below = Number(new URL(request.url).searchParams.get("below"));
  const isNumber = Number.isInteger(below) && below > 0 && below < 2 ** 31;
  return json(await comparisonsPage(ctx, { below: isNumber ? below : null }));
}

/** While one is under way another is not started: that one is shown. */
export async function action({ request }: ActionFunctionArgs) {
  const { number } = await proveOrders(await requireMerchant(request));
  return json({ ok: true, number });
}

type PageData = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Orders() {
  const { t } = useTexts();
  const page = useLoaderData<typeof loader>();
  const fetcher = useFetcher<typeof action>();
  const prove = {
    content: t("orders.prove"),
    onAction: () => fetcher.submit({}, { method: "post" }),
    loading: fetcher.state !== "idle",
    disabled: page.running !== null,
  };
  return (
    <Page title={t("orders.title")} primaryAction={prove}>
      <BlockStack gap="400">
        <Proof page={page} />
        {!page.allOrders && <OlderOrders />}
        <Card padding="0">
          {page.runs.length === 0 ? (
            <NothingHere title={t("orders.empty.title")} text={t("orders.empty.text")} />
          ) : (
            <Runs page={page} />
          )}
        </Card>
      </BlockStack>
    </Page>
  );
}

function Proof({ page }: { page: PageData }) {
  const { t } = useTexts();
  return (
    <Card>
      <Titled title={t("orders.proof.title")}>
        <Text as="p">{useProofText(page.last)}</Text>
        <ComparisonProgress running={page.running} />
        <Text as="p" tone="subdued">
          {t("orders.proof.how")}
        </Text>
      </Titled>
    </Card>
  );
}

/** When it is granted, the import begins by itself. */
function OlderOrders() {
  const { t } = useTexts();
  const texts = {
    title: t("orders.older.title"),
    text: t("orders.older.text"),
    ask: t("orders.older.ask"),
    granted: t("orders.older.granted"),
    declined: t("orders.older.declined"),
  };
  return <ScopeCard scopes={["read_all_orders"]} texts={texts} />;
}

function Runs({ page }: { page: PageData }) {
  const { t } = useTexts();
  const { count, moment } = useFormats();
  return (
    <>
      <LinkedTable
        label={t("orders.runs.label")}
        headings={[
          t("orders.runs.when"),
          t("orders.runs.kind"),
          t("orders.runs.seen"),
          t("orders.runs.missed"),
          t("orders.runs.repaired"),
          t("orders.runs.outcome"),
        ]}
        numeric={[2, 3, 4]}
        rows={page.runs.map((run) => ({
          id: String(run.number),
          url: `/app/orders/${run.number}`,
          name: moment(run.finishedAt),
          cells: [
            t(`orders.kind.${run.kind}`),
            count(run.seen),
            count(run.missed + run.unlisted),
            count(run.repaired + run.deleted),
            <ComparisonOutcome key="outcome" run={run} />,
          ],
        }))}
      />
      {page.older !== null && (
        <Box padding="400">
          <Button url={`/app/orders?below=${page.older}`}>{t("orders.runs.older")}</Button>
        </Box>
      )}
    </>
  );
}
