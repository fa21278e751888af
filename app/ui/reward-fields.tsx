import { BlockStack, Card, FormLayout, Text, TextField } from "@shopify/polaris";
import type { Reward } from "#app/domain/program/reward.ts";
import { canEnd, IS_CODE, IS_KEPT, rewardTexts } from "#app/texts/sentences/rewards.ts";
import { BoundsFields } from "#app/ui/bounds-fields.tsx";
import { ConditionEditor } from "#app/ui/condition-editor.tsx";
import { CheckSetting, NameSetting, NumberSetting, TextSetting } from "#app/ui/draft-fields.tsx";
import { useDraftDocument, useDraftField } from "#app/ui/draft-form.tsx";
import { Titled } from "#app/ui/facts.tsx";
import { useFormats } from "#app/ui/formats.tsx";
import { UnionFields } from "#app/ui/kind-fields.tsx";
import { PickedField } from "#app/ui/list-fields.tsx";
import { useTexts } from "#app/ui/texts.tsx";
import { useTeller } from "#app/ui/use-teller.ts";

type Kind = Reward["gives"]["kind"];

/** Everything a reward can say. `path` is its place in the program document. */
export function RewardFields({ path }: { path: string }) {
  const { t } = useTexts();
  const teller = useTeller();
  const reward = useDraftField(path).value as Reward;
  const { kind } = reward.gives;
  const costLabel = kind === "points-as-cash" ? "rewards.edit.costEach" : "rewards.edit.cost";
  return (
    <BlockStack gap="400">
      <Card>
        <Titled title={t("editor.reads")}>
          <Text as="p">{rewardTexts(reward, teller).join(" ")}</Text>
        </Titled>
      </Card>
      <Card>
        <Titled title={t("rewards.edit.basics")}>
          <FormLayout>
            <NameSetting
              path={`${path}.name`}
              label={t("rewards.edit.name")}
              help={t("rewards.edit.nameHelp")}
            />
          </FormLayout>
        </Titled>
      </Card>
      <Card>
        <Titled title={t("rewards.edit.gives")}>
          <FormLayout>
            <UnionFields path={`${path}.gives`} union="reward" label={t("rewards.edit.kind")} />
            <NumberSetting path={`${path}.costPoints`} label={t(costLabel)} />
            <CheckSetting path={`${path}.notForSale`} label={t("rewards.edit.notForSale")} />
            <Prices path={`${path}.prices`} />
          </FormLayout>
        </Titled>
      </Card>
      <Conditions path={path} kind={kind} />
    </BlockStack>
  );
}

/** On which terms, for whom, and how often. */
function Conditions({ path, kind }: { path: string; kind: Kind }) {
  const { t } = useTexts();
  return (
    <>
      <Card>
        <Titled title={t("rewards.edit.terms")}>
          <Terms path={path} kind={kind} />
        </Titled>
      </Card>
      <Card>
        <Titled title={t("editor.forWhom")}>
          <ConditionEditor path={`${path}.for`} union="member" label={t("editor.whomHelp")} />
        </Titled>
      </Card>
      <Card>
        <Titled title={t("editor.bounds")}>
          <BlockStack gap="400">
            <BoundsFields path={`${path}.limits`} kind="limits" />
            <NumberSetting
              path={`${path}.stock`}
              label={t("rewards.edit.stock")}
              help={t("editor.optional")}
              optional
            />
          </BlockStack>
        </Titled>
      </Card>
    </>
  );
}

const COMBINES = ["orderDiscounts", "productDiscounts", "shippingDiscounts"] as const;

/** Each kind is asked only what means something for it. */
function Terms({ path, kind }: { path: string; kind: Kind }) {
  const { t } = useTexts();
  const isCode = IS_CODE.includes(kind);
  return (
    <FormLayout>
      {isCode && <CodeTerms path={path} />}
      {canEnd(kind) && (
        <NumberSetting
          path={`${path}.validDays`}
          label={t(isCode ? "rewards.edit.validDays" : "rewards.edit.usableDays")}
          help={t("rewards.edit.validHelp")}
          optional
        />
      )}
      {!IS_KEPT.includes(kind) && <Returns path={path} isCode={isCode} />}
      <CheckSetting
        path={`${path}.retired`}
        label={t("rewards.edit.retired")}
        help={t("rewards.edit.retiredHelp")}
      />
    </FormLayout>
  );
}

/** When points come back; of what is no code, no order can be refunded. */
function Returns({ path, isCode }: { path: string; isCode: boolean }) {
  const { t } = useTexts();
  const unused = isCode ? "rewards.edit.returns" : "rewards.edit.returnsUndone";
  return (
    <FormLayout>
      <CheckSetting path={`${path}.returnsWhenUnused`} label={t(unused)} />
      <CheckSetting
        path={`${path}.returnsWhenHandedBack`}
        label={t("rewards.edit.returnsHandedBack")}
      />
      {isCode && (
        <CheckSetting
          path={`${path}.returnsWhenRefunded`}
          label={t("rewards.edit.returnsRefunded")}
        />
      )}
    </FormLayout>
  );
}

function CodeTerms({ path }: { path: string }) {
  const { t } = useTexts();
  const { currency } = useFormats();
  return (
    <FormLayout>
      <TextSetting
        path={`${path}.minimumOrder`}
        label={t("rewards.edit.minimumOrder")}
        help={t("rewards.edit.minimumHelp")}
        suffix={currency}
        numeric
        optional
      />
      <PickedField
        kind="product"
        path={`${path}.only.products`}
        label={t("rewards.edit.onlyProducts")}
      />
      <PickedField
        kind="collection"
        path={`${path}.only.collections`}
        label={t("rewards.edit.onlyCollections")}
      />
      <fieldset style={{ border: 0, margin: 0, padding: 0 }}>
        <legend style={{ padding: 0 }}>{t("rewards.edit.combines")}</legend>
        <BlockStack>
          {COMBINES.map((name) => (
            <CheckSetting
              key={name}
              path={`${path}.combinesWith.${name}`}
              label={t(`rewards.edit.${name}`)}
            />
          ))}
        </BlockStack>
      </fieldset>
    </FormLayout>
  );
}

type Price = { tier: string; costPoints: number };

/** Another price for each tier that has one. */
function Prices({ path }: { path: string }) {
  const { t } = useTexts();
  const { localText } = useFormats();
  const levels = useDraftDocument().tiers?.levels ?? [];
  const field = useDraftField(path);
  const prices = (field.value ?? []) as Price[];
  const set = (tier: string, text: string) => {
    const rest = prices.filter((price) => price.tier !== tier);
    const costPoints = /^\d{1,10}$/.test(text) ? Number(text) : text;
    field.set(text === "" ? rest : [...rest, { tier, costPoints }]);
  };
  return levels.map(({ id, name }) => (
    <TextField
      key={id}
      label={t("rewards.edit.priceFor", { tier: localText(name) })}
      helpText={t("rewards.edit.priceHelp")}
      value={String(prices.find(({ tier }) => tier === id)?.costPoints ?? "")}
      onChange={(text) => set(id, text)}
      inputMode="numeric"
      autoComplete="off"
    />
  ));
}
