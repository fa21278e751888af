import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Badge, Banner, BlockStack, Card, Link, List, Page, Text } from "@shopify/polaris";
import { requireMerchant } from "#app/context.server.ts";
import { comparisonPage } from "#app/queries/comparison-page.ts";
import { ComparisonOutcome } from "#app/ui/comparison-outcome.tsx";
import { Facts, Titled } from "#app/ui/facts.tsx";
import { useFormats } from "#app/ui/formats.tsx";
import { requireFound } from "#app/ui/require-found.ts";
import { useTexts } from "#app/ui/texts.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireMerchant(request);
  const number = Number(/^\d{1,9}$/.exec(params["number"] ?? "")?.[0] ?? 0);
  return json(requireFound(await comparisonPage(ctx, number)));
}

type PageData = ReturnType<typeof useLoaderData<typeof loader>>;

export default function OrderRun() {
  const { t } = useTexts();
  const { moment } = useFormats();
  const page = useLoaderData<typeof loader>();
  const { run } = page;
  return (
    <Page
      title={t(`orders.kind.${run.kind}`)}
      subtitle={moment(run.finishedAt)}
      titleMetadata={<ComparisonOutcome run={run} />}
      backAction={{ content: t("orders.title"), url: "/app/orders" }}
    >
      <BlockStack gap="400">
        <Trouble run={run} />
        <Card>
          <Numbers run={run} />
        </Card>
        <Card>
          <Titled title={t("orders.run.found")}>
            <Findings page={page} />
          </Titled>
        </Card>
      </BlockStack>
    </Page>
  );
}

const NOTES = ["denied", "timeout", "canceled", "gone", "incomplete"] as const;

function Trouble({ run }: { run: PageData["run"] }) {
  const { t } = useTexts();
  if (!run.sound) return <Banner tone="critical" title={t("orders.run.altered")} />;
  if (run.state === "done") return null;
  const note = NOTES.find((each) => each === run.note) ?? "error";
  return (
    <Banner tone="warning" title={t("orders.run.failed")}>
      <Text as="p">{t(`orders.note.${note}`)}</Text>
    </Banner>
  );
}

function Numbers({ run }: { run: PageData["run"] }) {
  const { t } = useTexts();
  const { count, day } = useFormats();
  const covers = run.coversFrom === null ? t("orders.run.all") : day(run.coversFrom);
  return (
    <Facts
      facts={[
        { label: t("orders.run.covers"), value: covers },
        { label: t("orders.runs.seen"), value: count(run.seen) },
        { label: t("orders.run.imported"), value: count(run.imported) },
        { label: t("orders.runs.missed"), value: count(run.missed) },
        { label: t("orders.runs.repaired"), value: count(run.repaired) },
        { label: t("orders.run.unlisted"), value: count(run.unlisted) },
        { label: t("orders.run.deleted"), value: count(run.deleted) },
        { label: t("orders.run.signature"), value: run.signature },
      ]}
    />
  );
}

const FINDINGS = ["silent", "failed", "waiting", "differed", "imported", "unlisted"] as const;

function Findings({ page }: { page: PageData }) {
  const { t } = useTexts();
  const { count } = useFormats();
  const total = page.findings.reduce((sum, row) => sum + row.count, 0);
  if (total === 0) return <Text as="p">{t("orders.run.nothing")}</Text>;
  return (
    <BlockStack gap="300">
      {total > page.orders.length && (
        <Text as="p" tone="subdued">
          {t("orders.run.first", { shown: count(page.orders.length), total: count(total) })}
        </Text>
      )}
      <List>
        {page.orders.map((order) => (
          <List.Item key={order.orderId}>
            <Found order={order} />
          </List.Item>
        ))}
      </List>
    </BlockStack>
  );
}

function Found({ order }: { order: PageData["orders"][number] }) {
  const { t } = useTexts();
  const finding = FINDINGS.find((each) => each === order.finding) ?? "silent";
  const repaired = finding === "unlisted" ? "orders.found.deleted" : "orders.found.repaired";
  return (
    <>
      {order.memberId === null ? (
        order.name
      ) : (
        <Link url={`/app/members/${order.memberId}`}>{order.name}</Link>
      )}{" "}
      {t(`orders.finding.${finding}`)}{" "}
      <Badge tone={order.repaired ? "success" : "warning"}>
        {t(order.repaired ? repaired : "orders.found.open")}
      </Badge>
    </>
  );
}
