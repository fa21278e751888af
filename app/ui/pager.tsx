import { useSearchParams } from "@remix-run/react";
import { InlineStack, Pagination } from "@shopify/polaris";
import { useTexts } from "#app/ui/texts.tsx";

/** Where the pages before and after this one begin; null where there is none. */
export type PageLinks = { before: string | null; after: string | null };

/** Steps through a list that is read from a mark onwards, so that new rows shift nothing. */
export function Pager({ links }: { links: PageLinks }) {
  const { t } = useTexts();
  const [params, setParams] = useSearchParams();
  if (links.before === null && links.after === null) return null;
  const go = (name: "before" | "after", mark: string | null) => () => {
    const next = new URLSearchParams(params);
    next.delete("before");
    next.delete("after");
    if (mark !== null) next.set(name, mark);
    setParams(next);
  };
  return (
    <InlineStack align="center">
      <Pagination
        accessibilityLabel={t("pager.label")}
        hasPrevious={links.before !== null}
        hasNext={links.after !== null}
        onPrevious={go("before", links.before)}
        onNext={go("after", links.after)}
        previousTooltip={t("actions.previous")}
        nextTooltip={t("actions.next")}
      />
    </InlineStack>
  );
}
