import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useRouteLoaderData } from "@remix-run/react";
import { BlockStack, Card, InlineGrid, Layout, Page } from "@shopify/polaris";
import { requireMerchant } from "#app/context.server.ts";
import { homePage } from "#app/queries/home-page.ts";
import type { loader as rootLoader } from "#app/root.tsx";
import { Titled } from "#app/ui/facts.tsx";
import { useFormats } from "#app/ui/formats.tsx";
import { HealthCard } from "#app/ui/health-card.tsx";
import { KeyFigure } from "#app/ui/key-figure.tsx";
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
            <Figures figures={page.figures} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
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

function Figures({ figures }: { figures: Record<(typeof FIGURES)[number], number> }) {
  const { t } = useTexts();
  const { count } = useFormats();
  return (
    <Card>
      <Titled title={t("home.figures.title")}>
        <InlineGrid columns={{ xs: 2, md: 4 }} gap="400">
          {FIGURES.map((name) => (
            <KeyFigure key={name} label={t(`home.figures.${name}`)} value={count(figures[name])} />
          ))}
        </InlineGrid>
      </Titled>
    </Card>
  );
}
