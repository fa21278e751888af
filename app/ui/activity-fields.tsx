import { BlockStack, Card, FormLayout, Select, Text } from "@shopify/polaris";
import type { Activity } from "#app/domain/program/activity.ts";
import { sentenceOf } from "#app/texts/sentences/sentence-of.ts";
import { BoundsFields } from "#app/ui/bounds-fields.tsx";
import { ConditionEditor } from "#app/ui/condition-editor.tsx";
import {
  CheckSetting,
  NameSetting,
  NumberSetting,
  SelectSetting,
  TextSetting,
} from "#app/ui/draft-fields.tsx";
import { useDraftDocument, useDraftField } from "#app/ui/draft-form.tsx";
import { Titled } from "#app/ui/facts.tsx";
import { useFormats } from "#app/ui/formats.tsx";
import { UnionFields } from "#app/ui/kind-fields.tsx";
import { useTexts } from "#app/ui/texts.tsx";
import { useTeller } from "#app/ui/use-teller.ts";

type Kind = Activity["kind"];
const BY_ITSELF: Kind[] = ["birthday", "anniversary", "streak", "challenge"];

/** Everything one activity can say; only what its kind knows is asked. */
export function ActivityFields({ path }: { path: string }) {
  const { t } = useTexts();
  const teller = useTeller();
  const activity = useDraftField(path).value as Activity;
  return (
    <BlockStack gap="400">
      <Card>
        <Titled title={t("editor.reads")}>
          <Text as="p" variant="bodyLg">
            {sentenceOf({ activity }, teller)}
          </Text>
        </Titled>
      </Card>
      <Card>
        <FormLayout>
          <NameSetting path={`${path}.name`} label={t("editor.name")} />
          <What path={path} kind={activity.kind} />
        </FormLayout>
      </Card>
      <Card>
        <Titled title={t("editor.gives")}>
          <UnionFields path={`${path}.gives`} union="activity" label={t("editor.givesKind")} />
        </Titled>
      </Card>
      <Card>
        <Titled title={t("editor.forWhom")}>
          <ConditionEditor path={`${path}.when`} union="member" label={t("editor.whomHelp")} />
        </Titled>
      </Card>
      <Card>
        <Titled title={t("editor.bounds")}>
          <Terms path={path} activity={activity} />
        </Titled>
      </Card>
    </BlockStack>
  );
}

function What({ path, kind }: { path: string; kind: Kind }) {
  const { t } = useTexts();
  const units = ["day", "week", "month"] as const;
  if (kind === "streak") {
    return (
      <FormLayout>
        <UnionFields path={`${path}.of`} union="streak" label={t("editor.streakOf")} />
        <NumberSetting path={`${path}.length`} label={t("editor.length")} />
        <SelectSetting
          path={`${path}.unit`}
          label={t("editor.unit")}
          choices={units.map((value) => ({ value, label: t(`editor.units.${value}`) }))}
        />
        <CheckSetting path={`${path}.repeats`} label={t("editor.repeats")} />
      </FormLayout>
    );
  }
  if (kind === "challenge") {
    return (
      <FormLayout>
        <UnionFields path={`${path}.of`} union="challenge" label={t("editor.challengeOf")} />
        <TextSetting path={`${path}.target`} label={t("editor.target")} numeric />
        <UnionFields path={`${path}.within`} union="within" label={t("editor.within")} />
      </FormLayout>
    );
  }
  return <Text as="p">{t(`editor.activities.${kind}`)}</Text>;
}

function Terms({ path, activity }: { path: string; activity: Activity }) {
  const { t } = useTexts();
  return (
    <BlockStack gap="400">
      <BoundsFields path={`${path}.limits`} kind="limits" />
      <BoundsFields path={`${path}.caps`} kind="caps" />
      {!BY_ITSELF.includes(activity.kind) && (
        <CheckSetting
          path={`${path}.approval`}
          label={t("editor.approval")}
          help={t("editor.approvalHelp")}
        />
      )}
      {"waitDays" in activity && (
        <NumberSetting
          path={`${path}.waitDays`}
          label={t("editor.waitDays")}
          help={t("editor.waitHelp")}
        />
      )}
      <NumberSetting path={`${path}.holdDays`} label={t("program.earning.holdDays")} />
      <UnlockedBy path={`${path}.unlockedBy`} self={activity.id} />
    </BlockStack>
  );
}

function UnlockedBy({ path, self }: { path: string; self: string }) {
  const { t } = useTexts();
  const { localText } = useFormats();
  const { activities } = useDraftDocument();
  const field = useDraftField(path);
  const others = activities.filter(({ id }) => id !== self);
  if (others.length === 0) return null;
  return (
    <Select
      label={t("editor.unlockedBy")}
      options={[
        { value: "", label: t("editor.always") },
        ...others.map(({ id, name }) => ({ value: id, label: localText(name) })),
      ]}
      value={String(field.value ?? "")}
      onChange={(id) => field.set(id === "" ? null : id)}
    />
  );
}
