import {
  BlockStack,
  Box,
  Button,
  Card,
  Checkbox,
  FormLayout,
  InlineStack,
  Text,
} from "@shopify/polaris";
import { ManyOfKinds } from "#app/ui/many-of-kinds.tsx";
import { UnionFields } from "#app/ui/kind-fields.tsx";
import { NameSetting, NumberSetting, SelectSetting, TextSetting } from "#app/ui/draft-fields.tsx";
import { useDraftField } from "#app/ui/draft-form.tsx";
import { Titled } from "#app/ui/facts.tsx";
import { useFormats } from "#app/ui/formats.tsx";
import { freshId } from "#app/ui/fresh-id.ts";
import { useTexts } from "#app/ui/texts.tsx";

type Level = { id: string; name?: { en?: string } };

/** Tiers, or none. */
export function TiersCard() {
  const { t } = useTexts();
  const tiers = useDraftField("tiers");
  const on = tiers.value !== null;
  const toggle = (checked: boolean) =>
    tiers.set(checked ? firstTiers(t("program.tiers.newName")) : null);
  return (
    <Card>
      <Titled title={t("program.tiers.title")}>
        <Checkbox label={t("program.tiers.on")} checked={on} onChange={toggle} />
        {on && (
          <FormLayout>
            <Rules />
            <Levels />
          </FormLayout>
        )}
      </Titled>
    </Card>
  );
}

function Rules() {
  const { t } = useTexts();
  const measures = ["spend", "points", "orders", "balance"] as const;
  return (
    <FormLayout>
      <SelectSetting
        path="tiers.measure"
        label={t("program.tiers.measure")}
        choices={measures.map((value) => ({ value, label: t(`editor.choices.${value}`) }))}
      />
      <UnionFields path="tiers.window" union="window" label={t("program.tiers.window")} />
      <UnionFields path="tiers.grace" union="grace" label={t("program.tiers.grace")} />
      <SelectSetting
        path="tiers.landing"
        label={t("program.tiers.landing")}
        choices={(["belongs", "one-step"] as const).map((value) => ({
          value,
          label: t(`program.tiers.${value}`),
        }))}
      />
    </FormLayout>
  );
}

function Levels() {
  const { t } = useTexts();
  const field = useDraftField("tiers.levels");
  const levels = levelsOf(field.value);
  const add = () => {
    const id = freshId(
      t("program.tiers.newName"),
      levels.map((level) => level.id),
    );
    field.set([...levels, freshLevel(id, t("program.tiers.newName"))]);
  };
  return (
    <BlockStack gap="400" inlineAlign="stretch">
      {levels.map((level, index) => (
        <LevelFields key={level.id} index={index} levels={levels} set={field.set} />
      ))}
      <Box>
        <Button onClick={add} disabled={levels.length >= 10}>
          {t("program.tiers.add")}
        </Button>
      </Box>
    </BlockStack>
  );
}

type LevelProps = { index: number; levels: Level[]; set: (levels: Level[]) => void };

function LevelFields({ index, levels, set }: LevelProps) {
  const { t } = useTexts();
  const { currency } = useFormats();
  const path = `tiers.levels.${index}`;
  const measure = useDraftField("tiers.measure").value;
  const unit = measure === "orders" ? "orders" : measure === "spend" ? "spend" : "points";
  return (
    <Box borderWidth="025" borderColor="border" borderRadius="200" padding="300">
      <FormLayout>
        <LevelHead index={index} levels={levels} set={set} />
        <NameSetting path={`${path}.name`} label={t("program.tiers.levelName")} />
        <TextSetting
          path={`${path}.threshold`}
          label={t(`program.tiers.threshold.${unit}`)}
          numeric
          optional
          help={t("program.tiers.thresholdHelp")}
          {...(unit === "spend" ? { suffix: currency } : {})}
        />
        <TextSetting path={`${path}.multiplier`} label={t("program.tiers.multiplier")} numeric />
        <NumberSetting path={`${path}.entryGift`} label={t("program.tiers.gift")} />
        <ManyOfKinds path={`${path}.ways`} union="way" label={t("program.tiers.ways")} />
        <ManyOfKinds path={`${path}.perks`} union="perk" label={t("program.tiers.perks")} />
      </FormLayout>
    </Box>
  );
}

function LevelHead({ index, levels, set }: LevelProps) {
  const { t } = useTexts();
  const title = t("program.tiers.level", { number: index + 1 });
  const name = levels[index]?.name?.en || title;
  return (
    <InlineStack align="space-between" blockAlign="center">
      <Text as="h3" variant="headingSm">
        {title}
      </Text>
      <InlineStack gap="100">
        <Button
          size="slim"
          disabled={index === 0}
          accessibilityLabel={t("program.tiers.up", { name })}
          onClick={() => set(swapped(levels, index - 1))}
        >
          ↑
        </Button>
        <Button
          size="slim"
          disabled={index === levels.length - 1}
          accessibilityLabel={t("program.tiers.down", { name })}
          onClick={() => set(swapped(levels, index))}
        >
          ↓
        </Button>
        <Button
          size="slim"
          disabled={levels.length === 1}
          accessibilityLabel={t("program.tiers.remove", { name })}
          onClick={() => set(levels.filter((_, at) => at !== index))}
        >
          {t("actions.remove")}
        </Button>
      </InlineStack>
    </InlineStack>
  );
}

/** The two neighbors from `index` on, the other way round. */
function swapped(levels: Level[], index: number): Level[] {
  const [one, other] = [levels[index], levels[index + 1]];
  if (!one || !other) return levels;
  return [...levels.slice(0, index), other, one, ...levels.slice(index + 2)];
}

function firstTiers(name: string) {
  return {
    measure: "spend",
    window: { kind: "rolling-months", months: 12 },
    grace: { kind: "days", days: 30 },
    landing: "belongs",
    levels: [freshLevel("tier", name)],
  };
}

function freshLevel(id: string, name: string) {
  return {
    id,
    name: { en: name },
    threshold: "",
    ways: [],
    multiplier: "1",
    entryGift: 0,
    perks: [],
  };
}

function levelsOf(value: unknown): Level[] {
  return Array.isArray(value) ? value : [];
}
