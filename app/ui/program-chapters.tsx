import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import type { ProgramDocument } from "#app/domain/program/document.ts";
import {
  storyOf,
  type Chapter,
  type ChapterName,
  type StoryItem,
} from "#app/texts/sentences/program-story.ts";
import { AddFromTemplate } from "#app/ui/add-from-template.tsx";
import { useTexts } from "#app/ui/texts.tsx";
import { useTellerOf } from "#app/ui/use-teller.ts";

export type Editing = {
  document: ProgramDocument;
  busy: boolean;
  /** Saves the draft with another document, then goes to a page; empty to stay. */
  save: (document: unknown, next: string) => void;
};

/** What the program does, in sentences; each leads to where it is edited. */
export function ProgramChapters({ editing }: { editing: Editing }) {
  const teller = useTellerOf(editing.document);
  return storyOf(editing.document, teller).map((chapter) => (
    <ChapterCard key={chapter.name} chapter={chapter} editing={editing} />
  ));
}

/** Chapters that are a list of things, each with a page of its own. */
const LISTS: Partial<Record<ChapterName, string>> = {
  rules: "/app/program/rules",
  campaigns: "/app/program/campaigns",
  activities: "/app/program/activities",
  rewards: "/app/rewards",
};

function ChapterCard({ chapter, editing }: { chapter: Chapter; editing: Editing }) {
  const { t } = useTexts();
  const { name, items } = chapter;
  const title = t(`program.chapters.${name}`);
  return (
    <Card>
      <BlockStack gap="300" inlineAlign="stretch">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {title}
          </Text>
          <ChapterActions name={name} editing={editing} />
        </InlineStack>
        {items.filter(isShown(name)).length === 0 && (
          <Text as="p" tone="subdued">
            {t(`program.none.${name}` as "program.none.rules")}
          </Text>
        )}
        {items.map((item, at) => (
          <Item key={item.key} item={item} url={urlOf(name, item)}>
            {(name === "rules" || name === "activities") && item.title !== null && (
              <Moves list={name} at={at} title={item.title} editing={editing} />
            )}
          </Item>
        ))}
      </BlockStack>
    </Card>
  );
}

function isShown(name: ChapterName) {
  return ({ key }: StoryItem) => name !== "rules" || key !== "combine";
}

function Item(props: { item: StoryItem; url: string | null; children: ReactNode }) {
  const { t } = useTexts();
  const { title, sentences } = props.item;
  return (
    <InlineStack align="space-between" blockAlign="start" gap="200" wrap={false}>
      <BlockStack gap="050">
        {title !== null && (
          <Text as="h3" variant="headingSm">
            {title}
          </Text>
        )}
        <Text as="p" breakWord>
          {sentences.join(" ")}
        </Text>
      </BlockStack>
      <InlineStack gap="100" wrap={false}>
        {props.children}
        {props.url !== null && (
          <Button
            size="slim"
            url={props.url}
            accessibilityLabel={t("program.editNamed", { name: title ?? sentences[0] ?? "" })}
          >
            {t("program.edit")}
          </Button>
        )}
      </InlineStack>
    </InlineStack>
  );
}

function urlOf(chapter: ChapterName, { key }: StoryItem): string | null {
  const list = LISTS[chapter];
  if (list && key.startsWith("id.")) return `${list}/${key.slice(3)}`;
  if (chapter === "rules") return "/app/program/edit/rules";
  return null;
}

function ChapterActions({ name, editing }: { name: ChapterName; editing: Editing }) {
  const { t } = useTexts();
  if (name === "rules" || name === "activities") {
    return <AddFromTemplate list={name} document={editing.document} />;
  }
  const url = LISTS[name] ?? `/app/program/edit/${name}`;
  const label = name in LISTS ? t("program.open") : t("program.edit");
  return (
    <Button
      url={url}
      accessibilityLabel={t("program.editNamed", { name: t(`program.chapters.${name}`) })}
    >
      {label}
    </Button>
  );
}

type Moving = { list: "rules" | "activities"; at: number; title: string; editing: Editing };

/** One place up or down: the order is the one shoppers see, and the one receipts tell. */
function Moves({ list, at, title, editing }: Moving) {
  const { t } = useTexts();
  const { document, busy, save } = editing;
  const items: unknown[] = list === "rules" ? document.earning.rules : document.activities;
  const move = (from: number) => {
    const moved = items.toSpliced(from, 2, items[from + 1], items[from]);
    const next =
      list === "rules"
        ? { ...document, earning: { ...document.earning, rules: moved } }
        : { ...document, activities: moved };
    save(next, "");
  };
  return (
    <>
      <Button
        size="slim"
        disabled={busy || at === 0}
        accessibilityLabel={t("program.tiers.up", { name: title })}
        onClick={() => move(at - 1)}
      >
        ↑
      </Button>
      <Button
        size="slim"
        disabled={busy || at >= items.length - 1}
        accessibilityLabel={t("program.tiers.down", { name: title })}
        onClick={() => move(at)}
      >
        ↓
      </Button>
    </>
  );
}
