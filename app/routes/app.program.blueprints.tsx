import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Banner, BlockStack, Button, Card, InlineGrid, List, Page, Text } from "@shopify/polaris";
import { useState } from "react";
import { requireMerchant } from "#app/context.server.ts";
import { blueprintsPage } from "#app/queries/blueprints-page.ts";
import { CHAPTERS, storyOf } from "#app/texts/sentences/program-story.ts";
import { ConfirmModal } from "#app/ui/confirm-modal.tsx";
import { ConflictBanner } from "#app/ui/conflict-banner.tsx";
import { useFormats } from "#app/ui/formats.tsx";
import { ProblemSummary } from "#app/ui/problem-summary.tsx";
import { useTexts } from "#app/ui/texts.tsx";
import { useSaveDraft } from "#app/ui/use-save-draft.ts";
import { useTellerOf } from "#app/ui/use-teller.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  return json(await blueprintsPage(await requireMerchant(request)));
}

type PageData = ReturnType<typeof useLoaderData<typeof loader>>;
type Blueprint = PageData["blueprints"][number];

export default function Blueprints() {
  const { t } = useTexts();
  const { localText } = useFormats();
  const { draft, blueprints, published } = useLoaderData<typeof loader>();
  const saving = useSaveDraft(draft);
  const [chosen, setChosen] = useState<Blueprint | null>(null);
  const lost = published ? "blueprints.confirmPublished" : "blueprints.confirmText";
  return (
    <Page
      title={t("blueprints.title")}
      subtitle={t("blueprints.help")}
      backAction={{ content: t("program.title"), url: "/app/program" }}
    >
      <BlockStack gap="400">
        <ConflictBanner show={saving.conflict} />
        <ProblemSummary problems={saving.problems} />
        {blueprints.some(({ foreign }) => foreign) && (
          <Banner tone="info">{t("blueprints.currency")}</Banner>
        )}
        <InlineGrid columns={{ xs: 1, md: 2 }} gap="400">
          {blueprints.map((each) => (
            <BlueprintCard key={each.id} blueprint={each} choose={() => setChosen(each)} />
          ))}
        </InlineGrid>
      </BlockStack>
      <ConfirmModal
        id="take-blueprint"
        open={chosen !== null}
        busy={saving.busy}
        title={t("blueprints.confirm", { name: chosen ? localText(chosen.name) : "" })}
        text={`${whatChanges(t, { draft: draft.document, chosen })} ${t(lost)}`}
        action={t("blueprints.take")}
        onConfirm={() => chosen && saving.saveAndGo(chosen.document, "/app/program")}
        onClose={() => setChosen(null)}
      />
    </Page>
  );
}

function BlueprintCard({ blueprint, choose }: { blueprint: Blueprint; choose: () => void }) {
  const { t } = useTexts();
  const { localText } = useFormats();
  const { document, summary } = blueprint;
  const teller = useTellerOf(document);
  const name = localText(blueprint.name);
  const story = storyOf(document, teller);
  const counted = (["rules", "campaigns", "activities", "tiers", "rewards"] as const).filter(
    (chapter) => countOf(document, chapter) > 0,
  );
  return (
    <Card>
      <BlockStack gap="300" inlineAlign="start">
        <Text as="h2" variant="headingMd">
          {name}
        </Text>
        <Text as="p">{localText(summary)}</Text>
        <List>
          <List.Item>{story[CHAPTERS.indexOf("earning")]?.items[0]?.sentences.join(" ")}</List.Item>
          {counted.map((chapter) => (
            <List.Item key={chapter}>
              {t("blueprints.has", {
                chapter: t(`program.chapters.${chapter}`),
                count: countOf(document, chapter),
              })}
            </List.Item>
          ))}
        </List>
        <Button onClick={choose} accessibilityLabel={t("blueprints.takeNamed", { name })}>
          {t("blueprints.take")}
        </Button>
      </BlockStack>
    </Card>
  );
}

type Counted = "rules" | "campaigns" | "activities" | "tiers" | "rewards";

function countOf(document: Blueprint["document"], chapter: Counted): number {
  if (chapter === "rules") return document.earning.rules.length;
  if (chapter === "tiers") return document.tiers?.levels.length ?? 0;
  return document[chapter].length;
}

/** How many things of the draft go, and how many come. */
function whatChanges(
  t: ReturnType<typeof useTexts>["t"],
  { draft, chosen }: { draft: Blueprint["document"]; chosen: Blueprint | null },
): string {
  if (!chosen) return "";
  const chapters: Counted[] = ["rules", "campaigns", "activities", "tiers", "rewards"];
  return chapters
    .map((chapter) =>
      t("blueprints.change", {
        chapter: t(`program.chapters.${chapter}`),
        before: countOf(draft, chapter),
        after: countOf(chosen.document, chapter),
      }),
    )
    .join(" ");
}
