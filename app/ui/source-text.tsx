import { Link } from "@shopify/polaris";
import type { LocalText } from "#app/domain/program/basics.ts";
import { useFormats } from "#app/ui/formats.tsx";
import { useTexts } from "#app/ui/texts.tsx";

/** What caused points to move, as a page is told. */
export type ShownSource =
  | { kind: "order"; name: string; number: string }
  | { kind: "redemption"; name: LocalText; id: string }
  | { kind: "adjustment"; id: string }
  | { kind: "gift"; name: LocalText | null }
  | { kind: "activity"; name: LocalText | null }
  | { kind: "referral" | "referred" }
  | { kind: "other" };

/** Names a cause, and leads to it where it has a page. */
export function SourceText({ source }: { source: ShownSource }) {
  const { t } = useTexts();
  const { localText } = useFormats();
  switch (source.kind) {
    case "order":
      return (
        <Link url={`shopify:admin/orders/${source.number}`} target="_top">
          {t("members.source.order", { name: source.name })}
        </Link>
      );
    case "redemption":
      return (
        <Link url={`/app/redemptions/${source.id}`}>
          {t("members.source.redemption", { name: localText(source.name) })}
        </Link>
      );
    case "gift":
    case "activity":
      return (
        <>
          {source.name
            ? t(`members.source.${source.kind}Named`, { name: localText(source.name) })
            : t(`members.source.${source.kind}`)}
        </>
      );
    default:
      return <>{t(`members.source.${source.kind}`)}</>;
  }
}
