import { Banner, List } from "@shopify/polaris";
import type { ProgramDocument } from "#app/domain/program/document.ts";
import type { Surprise } from "#app/domain/surprises/surprise.ts";
import { surpriseText } from "#app/texts/sentences/surprises.ts";
import { useTexts } from "#app/ui/texts.tsx";
import { useTellerOf } from "#app/ui/use-teller.ts";

/** What the draft does that nobody may expect; nothing where nothing is to be said. */
export function SurprisesBanner(props: { surprises: Surprise[]; document: ProgramDocument }) {
  const { t } = useTexts();
  const teller = useTellerOf(props.document);
  const { surprises } = props;
  if (surprises.length === 0) return null;
  return (
    <Banner
      tone={surprises.some(({ serious }) => serious) ? "warning" : "info"}
      title={t("program.surprises", { count: surprises.length })}
    >
      <List>
        {surprises.map((surprise) => (
          <List.Item key={`${surprise.kind} ${surprise.path}`}>
            {surpriseText(surprise, teller)}
          </List.Item>
        ))}
      </List>
    </Banner>
  );
}
