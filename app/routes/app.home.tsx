import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useRouteLoaderData } from "@remix-run/react";
import { BlockStack, Card, InlineGrid, Layout, Page, Text } from "@shopify/polaris";
import { requireMerchant } from "#app/context.server.ts";
import { homePage } from "#app/queries/home-page.ts";
import type { loader as rootLoader } from "#app/root.tsx";
import { Titled } from "#app/ui/facts.tsx";
import { useFormats } from "#app/ui/formats.tsx";
import { HealthCard } from "#app/ui/health-card.tsx";
import { KeyFigure } from "#app/ui/key-figure.tsx";
import { ProofCard } from "#app/ui/proof-card.tsx";
import { PrivacyCard } from "#app/ui/privacy-card.tsx";
import { SetUpCard } from "#app/ui/set-up-card.tsx";
import { TroubleCard } from "#app/ui/trouble-card.tsx";
import { useTexts } from "#app/ui/texts.tsx";
import { WaitingCard } from "#app/ui/waiting-card.tsx";

export async function loader({ request }: LoaderFunctionArgs) {
  return json(await homePage(await requireMerchant(request)));
}

export default function Home() {
  const { t } = useTexts();
  const page = useLoaderData<typeof loader>();
  const apiKey = useRouteLoaderData<typeof rootLoader>("root")?.apiKey ?? "";
  return (
    <Page title={t("home.title")}>
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <SetUpCard setUp={page.setUp} apiKey={apiKey} />
            <WaitingCard waiting={page.waiting} />
            <Figures figures={page.figures} countedAt={page.countedAt} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <ProofCard proof={page.proof} />
            <HealthCard checks={page.checks} />
            <TroubleCard trouble={page.trouble} />
            <PrivacyCard requests={page.privacyRequests} />
          </BlockStack>
        </Layout.Section>
      </Layout>
    </Page>
  );
}

const FIGURES = [
  "members",
  "available",
  "pending",
  "reserved",
  "owed",
  "given",
  "redeemed",
  "openCodes",
] as const;

type FiguresOf = {
  figures: Record<(typeof FIGURES)[number], number>;
  /** When a large shop was counted; null where it was just now. */
  countedAt: string | null;
};

function Figures({ figures, countedAt }: FiguresOf) {
  const { t } = useTexts();
  const { count, moment } = useFormats();
  return (
    <Card>
      <Titled title={t("home.figures.title")}>
        <InlineGrid columns={{ xs: 2, md: 4 }} gap="400">
          {FIGURES.map((name) => (
            <KeyFigure key={name} label={t(`home.figures.${name}`)} value={count(figures[name])} />
          ))}
        </InlineGrid>
        {countedAt !== null && (
          <Text as="p" variant="bodySm" tone="subdued">
            {t("home.figures.counted", { when: moment(countedAt) })}
          </Text>
        )}
      </Titled>
    </Card>
  );
}
