import { Badge, BlockStack, Card, InlineStack, Text } from "@shopify/polaris";
import type { ProgramDocument } from "#app/domain/program/document.ts";
import { storyOf } from "#app/texts/sentences/program-story.ts";
import { storyChanges, type StoryChange } from "#app/texts/sentences/story-changes.ts";
import { Titled } from "#app/ui/facts.tsx";
import { useTexts } from "#app/ui/texts.tsx";
import { useTellerOf } from "#app/ui/use-teller.ts";

type Program = ProgramDocument | null;

/** What publishing would change, in sentences; before the first time, what the program does. */
export function ProgramChanges({ before, after }: { before: Program; after: ProgramDocument }) {
  const { t } = useTexts();
  const teller = useTellerOf(after);
  const old = useTellerOf(before ?? after);
  const story = before === null ? [] : storyOf(before, old);
  return storyChanges(story, storyOf(after, teller)).map(({ name, changes }) => (
    <Card key={name}>
      <Titled title={t(`program.chapters.${name}`)}>
        {changes.map((change) => (
          <ChangeText key={`${change.kind} ${change.key}`} change={change} first={!before} />
        ))}
      </Titled>
    </Card>
  ));
}

const TONES = {
  added: "success",
  removed: "critical",
  changed: "attention",
  details: "attention",
} as const;

function ChangeText({ change, first }: { change: StoryChange; first: boolean }) {
  const { t } = useTexts();
  return (
    <BlockStack gap="100">
      <InlineStack gap="200" blockAlign="center">
        {change.title !== null && (
          <Text as="h3" variant="headingSm">
            {change.title}
          </Text>
        )}
        {!first && (
          <Badge tone={TONES[change.kind]}>{t(`program.publish.kinds.${change.kind}`)}</Badge>
        )}
      </InlineStack>
      <Sentences change={change} />
    </BlockStack>
  );
}

function Sentences({ change }: { change: StoryChange }) {
  const { t } = useTexts();
  if (change.kind === "details") return <Text as="p">{t("program.publish.details")}</Text>;
  if (change.kind === "changed") {
    return (
      <>
        <Labelled label={t("program.publish.before")} sentences={change.before} />
        <Labelled label={t("program.publish.after")} sentences={change.after} />
      </>
    );
  }
  return (
    <Text as="p" breakWord>
      {change.kind === "removed" ? <s>{change.sentences.join(" ")}</s> : change.sentences.join(" ")}
    </Text>
  );
}

function Labelled({ label, sentences }: { label: string; sentences: string[] }) {
  const { t } = useTexts();
  const text = sentences.length === 0 ? t("program.publish.absent") : sentences.join(" ");
  return (
    <Text as="p" breakWord>
      <Text as="span" tone="subdued">
        {label}:
      </Text>{" "}
      {text}
    </Text>
  );
}
