import { Banner } from "@shopify/polaris";
import { useTexts } from "#app/ui/texts.tsx";

/** Says that what is seen is not in force yet, or not all of it, and leads to publishing. */
export function DraftNote(props: { differs: boolean; published: boolean; unpublished: string }) {
  const { t } = useTexts();
  if (!props.differs) return null;
  return (
    <Banner tone="info" action={{ content: t("program.review"), url: "/app/program/publish" }}>
      <p>{props.published ? t("program.draftNote") : props.unpublished}</p>
    </Banner>
  );
}
