import { Badge, BlockStack, Button, Card, InlineStack, List, Text } from "@shopify/polaris";
import type { ProgramDocument } from "#app/domain/program/document.ts";
import { campaignTexts } from "#app/texts/sentences/rules.ts";
import { campaignState } from "#app/ui/calendar-place.ts";
import { useFormats } from "#app/ui/formats.tsx";
import { freshId } from "#app/ui/fresh-id.ts";
import { NEW } from "#app/ui/fresh-items.ts";
import { useTexts } from "#app/ui/texts.tsx";
import { useTellerOf } from "#app/ui/use-teller.ts";

type Campaign = ProgramDocument["campaigns"][number];
type Standing = "live" | "changed" | "fresh";
type Props = {
  document: ProgramDocument;
  /** How each stands to what is in force, by id. */
  standings: Record<string, Standing>;
  today: string;
  busy: boolean;
  save: (document: unknown, next: string) => void;
};

const TONES = { running: "success", planned: "info", over: "read-only" } as const;

/** Every campaign in words: when, for whom, what it gives; and what can be done with it. */
export function CampaignList(props: Props) {
  const { document } = props;
  return document.campaigns.map((campaign) => (
    <CampaignCard key={campaign.id} campaign={campaign} {...props} />
  ));
}

function CampaignCard({ campaign, ...props }: Props & { campaign: Campaign }) {
  const { t } = useTexts();
  const { localText } = useFormats();
  const teller = useTellerOf(props.document);
  const name = localText(campaign.name);
  const state = campaignState(campaign, props.today);
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h2" variant="headingMd">
            {name}
          </Text>
          <States state={state} standing={props.standings[campaign.id] ?? "fresh"} />
        </InlineStack>
        <List>
          {campaignTexts(campaign, teller).map((text) => (
            <List.Item key={text}>{text}</List.Item>
          ))}
        </List>
        <InlineStack gap="200">
          <Button
            url={`/app/program/campaigns/${campaign.id}`}
            accessibilityLabel={t("program.editNamed", { name })}
          >
            {t("program.edit")}
          </Button>
          <More campaign={campaign} name={name} state={state} {...props} />
        </InlineStack>
      </BlockStack>
    </Card>
  );
}

/** Where it stands in time, if it is in force at all; and that the draft says otherwise. */
function States({ state, standing }: { state: keyof typeof TONES; standing: Standing }) {
  const { t } = useTexts();
  return (
    <>
      {standing !== "fresh" && <Badge tone={TONES[state]}>{t(`campaigns.state.${state}`)}</Badge>}
      {standing !== "live" && <Badge tone="attention">{t(`rewards.state.${standing}`)}</Badge>}
    </>
  );
}

type MoreProps = Props & { campaign: Campaign; name: string; state: keyof typeof TONES };

function More({ campaign, name, state, document, today, busy, save }: MoreProps) {
  const { t } = useTexts();
  const taken = document.campaigns.map(({ id }) => id);
  const copy = freshId(campaign.name.en, taken);
  const end = () => {
    const campaigns = document.campaigns.map((each) =>
      each.id === campaign.id ? { ...each, until: today } : each,
    );
    save({ ...document, campaigns }, "");
  };
  return (
    <>
      <Button
        url={`/app/program/campaigns/${copy}?${NEW}=${campaign.id}`}
        accessibilityLabel={t("campaigns.duplicateNamed", { name })}
      >
        {t("campaigns.duplicate")}
      </Button>
      {state === "running" && campaign.until !== today && (
        <Button
          disabled={busy}
          onClick={end}
          accessibilityLabel={t("campaigns.endNamed", { name })}
        >
          {t("campaigns.end")}
        </Button>
      )}
    </>
  );
}
