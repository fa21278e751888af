import { BlockStack, Button, InlineStack, Tag, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { fieldId } from "#app/ui/draft-fields.tsx";
import { useDraftField } from "#app/ui/draft-form.tsx";
import { useProductTitles } from "#app/ui/product-titles.tsx";
import { useProblemText } from "#app/ui/problem-text.ts";
import { useTexts } from "#app/ui/texts.tsx";

type ListProps = { path: string; label: string };

/** Words, separated by commas. `gid`: they are stored as ids of Shopify's, and shown bare. */
export function WordsField(
  props: ListProps & { gid?: string; numbers?: boolean; optional?: boolean; help?: string },
) {
  const { t } = useTexts();
  const textOf = useProblemText();
  const { path, gid } = props;
  const field = useDraftField(path, props.label);
  const words = textsOf(field.value).map((word) => (gid ? (word.split("/").at(-1) ?? "") : word));
  // What is typed may end in a comma, which no list of words does.
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed !== null && same(wordsOf(typed), words) ? typed : words.join(", ");
  const problem = field.problem ?? field.problems[0]?.message;
  const set = (text: string) => {
    setTyped(text);
    const list = wordsOf(text).map((word) => storedOf(word, props));
    field.set(list.length === 0 && props.optional ? null : list);
  };
  return (
    <TextField
      id={fieldId(path)}
      label={props.label}
      helpText={props.help ?? t("editor.commas")}
      value={shown}
      autoComplete="off"
      onChange={set}
      {...(problem ? { error: textOf(problem) } : {})}
    />
  );
}

function storedOf(word: string, { gid, numbers }: { gid?: string; numbers?: boolean }) {
  if (gid) return `gid://shopify/${gid}/${word}`;
  return numbers && /^-?\d+$/.test(word) ? Number(word) : word;
}

const PICKED_TEXT = {
  product: "program.exclude.chooseProducts",
  collection: "program.exclude.chooseCollections",
} as const;

/** Products or collections, chosen with the admin's own picker. */
export function PickedField({ path, label, kind }: ListProps & { kind: "product" | "collection" }) {
  const { t } = useTexts();
  const textOf = useProblemText();
  const titles = useProductTitles();
  const field = useDraftField(path, label);
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
  const problem = field.problem ?? field.problems[0]?.message;
  return (
    <BlockStack gap="200" inlineAlign="start">
      <Text as="p">{label}</Text>
      <PickedTags ids={ids} nameOf={nameOf} set={field.set} />
      <Button id={fieldId(path)} onClick={() => void choose()}>
        {t(PICKED_TEXT[kind])}
      </Button>
      {problem && (
        <Text as="p" tone="critical">
          {textOf(problem)}
        </Text>
      )}
    </BlockStack>
  );
}

type TagsProps = {
  ids: string[];
  nameOf: (id: string) => string;
  set: (ids: string[]) => void;
};

function PickedTags({ ids, nameOf, set }: TagsProps) {
  const { t } = useTexts();
  if (ids.length === 0) {
    return (
      <Text as="p" tone="subdued">
        {t("program.exclude.none")}
      </Text>
    );
  }
  return (
    <InlineStack gap="200">
      {ids.map((id) => (
        <Tag
          key={id}
          accessibilityLabel={nameOf(id)}
          onRemove={() => set(ids.filter((other) => other !== id))}
        >
          {nameOf(id)}
        </Tag>
      ))}
    </InlineStack>
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

function wordsOf(text: string): string[] {
  return text
    .split(/[,，]/)
    .map((word) => word.trim())
    .filter((word) => word !== "");
}

function same(one: string[], other: string[]): boolean {
  return one.join(",") === other.join(",");
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
