import { useFormats } from "#app/ui/formats.tsx";
import { useTexts } from "#app/ui/texts.tsx";

export type Proof = {
  provedAt: string;
  seen: number;
  accounted: number;
  unlisted: number;
} | null;

/** What the last full comparison proved, in one or two sentences. */
export function useProofText(proof: Proof): string {
  const { t } = useTexts();
  const { count, moment } = useFormats();
  if (!proof) return t("orders.proof.never");
  const { accounted, seen, unlisted, provedAt } = proof;
  const said = t("orders.proof.said", {
    accounted: count(accounted),
    seen: count(seen),
    when: moment(provedAt),
  });
  return unlisted === 0 ? said : `${said} ${t("orders.proof.unlisted", { count: unlisted })}`;
}
