import { Badge, BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { useTexts } from "#app/ui/texts.tsx";

/** File name of the app embed in extensions/loyalty-theme/blocks. */
const EMBED_BLOCK = "loyalty-launcher";

type Step = { key: "publish" | "embed" | "order"; done: boolean; text: string; url?: string };

/** How far the set-up is, and what to do next; one line once all is done. */
export function SetUpCard(props: {
  setUp: { publishedVersion: number | null; sawOrder: boolean; domain: string };
  apiKey: string;
}) {
  const { t } = useTexts();
  const embed = useEmbedStatus();
  const steps = useSteps(props, embed);
  const done = steps.filter((step) => step.done).length;
  const complete = done === steps.length;
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="center">
          <Text as="h2" variant="headingMd">
            {complete ? t("home.setUp.complete") : t("home.setUp.title")}
          </Text>
          <Badge tone={complete ? "success" : "info"}>
            {t("home.setUp.done", { done, all: steps.length })}
          </Badge>
        </InlineStack>
        {!complete &&
          steps.map((step) => (
            <SetUpStep key={step.key} step={step} next={step === steps.find(isOpen)} />
          ))}
      </BlockStack>
    </Card>
  );
}

function isOpen({ done }: Step): boolean {
  return !done;
}

function SetUpStep({ step, next }: { step: Step; next: boolean }) {
  const { t } = useTexts();
  const { key } = step;
  return (
    <BlockStack gap="150" inlineAlign="start">
      <InlineStack gap="200" blockAlign="center">
        <Text as="h3" variant="headingSm">
          {t(`home.setUp.${key}.title`)}
        </Text>
        <Badge tone={step.done ? "success" : "attention"}>
          {step.done ? t("home.setUp.stepDone") : t("home.setUp.stepOpen")}
        </Badge>
      </InlineStack>
      <Text as="p" tone="subdued">
        {step.text}
      </Text>
      {step.url && !step.done && key !== "order" && (
        <Button
          url={step.url}
          variant={next ? "primary" : "secondary"}
          {...(key === "embed" ? { target: "_top" } : {})}
        >
          {t(`home.setUp.${key}.action`)}
        </Button>
      )}
    </BlockStack>
  );
}

type EmbedStatus = "on" | "off" | "unknown";

function useSteps({ setUp, apiKey }: Parameters<typeof SetUpCard>[0], embed: EmbedStatus): Step[] {
  const { t } = useTexts();
  const { publishedVersion: version, sawOrder, domain } = setUp;
  const editor = `https://${domain}/admin/themes/current/editor?context=apps`;
  return [
    {
      key: "publish",
      done: version !== null,
      text:
        version === null ? t("home.setUp.publish.text") : t("home.setUp.publish.done", { version }),
      url: "/app/program/publish",
    },
    {
      key: "embed",
      done: embed === "on",
      text: t(EMBED_TEXTS[embed]),
      url: `${editor}&activateAppId=${apiKey}/${EMBED_BLOCK}`,
    },
    {
      key: "order",
      done: sawOrder,
      text: sawOrder ? t("home.setUp.order.done") : t("home.setUp.order.text"),
    },
  ];
}

const EMBED_TEXTS = {
  on: "home.setUp.embed.done",
  off: "home.setUp.embed.text",
  unknown: "home.setUp.embed.unknown",
} as const;

/** Asks the admin whether the published theme shows the embed. */
function useEmbedStatus(): EmbedStatus {
  const [status, setStatus] = useState<EmbedStatus>("unknown");
  useEffect(() => {
    let gone = false;
    void isEmbedOn().then((on) => {
      if (!gone) setStatus(on ? "on" : "off");
    });
    return () => {
      gone = true;
    };
  }, []);
  return status;
}

async function isEmbedOn(): Promise<boolean> {
  const extensions = (await window.shopify?.app.extensions()) ?? [];
  return extensions.some(({ activations }) => activations.some(isOurEmbedPlaced));
}

function isOurEmbedPlaced(block: object): boolean {
  if (!("handle" in block) || !("activations" in block)) return false;
  const { handle, activations } = block;
  return handle === EMBED_BLOCK && Array.isArray(activations) && activations.length > 0;
}
