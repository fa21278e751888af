import { Badge, BlockStack, Button, Card, InlineStack, List, Text } from "@shopify/polaris";
import type { ProgramDocument } from "#app/domain/program/document.ts";
import { campaignTexts } from "#app/texts/sentences/rules.ts";
import { campaignState } from "#app/ui/calendar-place.ts";
import { copyOf } from "#app/ui/campaign-drafts.ts";
import { useFormats } from "#app/ui/formats.tsx";
import { useTexts } from "#app/ui/texts.tsx";
import { useTellerOf } from "#app/ui/use-teller.ts";

type Campaign = ProgramDocument["campaigns"][number];
type Props = {
  document: ProgramDocument;
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
          <Badge tone={TONES[state]}>{t(`campaigns.state.${state}`)}</Badge>
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

type MoreProps = Props & { campaign: Campaign; name: string; state: keyof typeof TONES };

function More({ campaign, name, state, document, today, busy, save }: MoreProps) {
  const { t } = useTexts();
  const duplicate = () => {
    const copy = copyOf(campaign, document);
    const campaigns = [...document.campaigns, copy];
    save({ ...document, campaigns }, `/app/program/campaigns/${copy.id}`);
  };
  const end = () => {
    const campaigns = document.campaigns.map((each) =>
      each.id === campaign.id ? { ...each, until: today } : each,
    );
    save({ ...document, campaigns }, "");
  };
  return (
    <>
      <Button
        disabled={busy}
        onClick={duplicate}
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
