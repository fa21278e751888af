import { BlockStack, Button, Card, InlineStack, Tag, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { fieldId } from "#app/ui/draft-fields.tsx";
import { useDraftField } from "#app/ui/draft-form.tsx";
import { Titled } from "#app/ui/facts.tsx";
import { useProblemText } from "#app/ui/problem-text.ts";
import { useTexts } from "#app/ui/texts.tsx";

/** What earns nothing: products, collections, tags. `titles` are those of products we know. */
export function ExcludeCard({ titles }: { titles: Record<string, string> }) {
  const { t } = useTexts();
  return (
    <Card>
      <Titled title={t("program.exclude.title")}>
        <BlockStack gap="400">
          <Picked kind="product" path="earning.exclude.products" titles={titles} />
          <Picked kind="collection" path="earning.exclude.collections" titles={{}} />
          <TagList />
        </BlockStack>
      </Titled>
    </Card>
  );
}

type PickedProps = {
  kind: "product" | "collection";
  path: string;
  titles: Record<string, string>;
};

const PICKED_TEXT = {
  product: { title: "program.exclude.products", choose: "program.exclude.chooseProducts" },
  collection: { title: "program.exclude.collections", choose: "program.exclude.chooseCollections" },
} as const;

/** Chosen with the admin's own picker. */
function Picked({ kind, path, titles }: PickedProps) {
  const { t } = useTexts();
  const field = useDraftField(path);
  const [picked, setPicked] = useState<Record<string, string>>({});
  const ids = textsOf(field.value);
  const nameOf = (id: string) =>
    picked[id] ?? titles[id] ?? t(`program.exclude.${kind}`, { id: id.split("/").at(-1) ?? "" });
  const choose = async () => {
    const chosen = await pick(kind, ids);
    if (!chosen) return;
    setPicked(Object.fromEntries(chosen.map(({ id, title }) => [id, title])));
    field.set(chosen.map(({ id }) => id));
  };
  return (
    <BlockStack gap="200" inlineAlign="start">
      <Text as="h3" variant="headingSm">
        {t(PICKED_TEXT[kind].title)}
      </Text>
      {ids.length === 0 && (
        <Text as="p" tone="subdued">
          {t("program.exclude.none")}
        </Text>
      )}
      <InlineStack gap="200">
        {ids.map((id) => (
          <Tag
            key={id}
            accessibilityLabel={nameOf(id)}
            onRemove={() => field.set(ids.filter((other) => other !== id))}
          >
            {nameOf(id)}
          </Tag>
        ))}
      </InlineStack>
      <Button onClick={() => void choose()}>{t(PICKED_TEXT[kind].choose)}</Button>
    </BlockStack>
  );
}

async function pick(type: "product" | "collection", ids: string[]) {
  return window.shopify.resourcePicker({
    type,
    multiple: true,
    action: "select",
    selectionIds: ids.map((id) => ({ id })),
    filter: { variants: false },
  });
}

function TagList() {
  const { t } = useTexts();
  const textOf = useProblemText();
  const path = "earning.exclude.tags";
  const field = useDraftField(path);
  const tags = textsOf(field.value);
  // What is typed may end in a comma, which no list of tags does.
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed !== null && sameTags(tagsOf(typed), tags) ? typed : tags.join(", ");
  const problem = field.problem ?? field.problems[0]?.message;
  return (
    <TextField
      id={fieldId(path)}
      label={t("program.exclude.tags")}
      helpText={t("program.exclude.tagsHelp")}
      value={shown}
      autoComplete="off"
      onChange={(text) => {
        setTyped(text);
        field.set(tagsOf(text));
      }}
      {...(problem ? { error: textOf(problem) } : {})}
    />
  );
}

function tagsOf(text: string): string[] {
  return text
    .split(/[,，]/)
    .map((tag) => tag.trim())
    .filter((tag) => tag !== "");
}

function sameTags(one: string[], other: string[]): boolean {
  return one.join(",") === other.join(",");
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
