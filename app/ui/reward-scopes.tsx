import type { Reward } from "#app/domain/program/reward.ts";
import { useDraftField } from "#app/ui/draft-form.tsx";
import { ScopeCard } from "#app/ui/scope-card.tsx";
import { useTexts } from "#app/ui/texts.tsx";

type Lacked = Partial<Record<Reward["gives"]["kind"], string[]>>;

/** What Laurel has still to be let do before such a reward can be given; mostly nothing. */
export function RewardScopes({ path, lacked }: { path: string; lacked: Lacked }) {
  const { t } = useTexts();
  const reward = useDraftField(path).value as Reward | undefined;
  const kind = reward?.gives.kind;
  const scopes = kind && lacked[kind];
  if (!scopes || (kind !== "gift-card" && kind !== "store-credit")) return null;
  const texts = {
    title: t(`rewards.access.${kind}.title`),
    text: t(`rewards.access.${kind}.text`),
    ask: t("rewards.access.ask"),
    granted: t("rewards.access.granted"),
    declined: t("rewards.access.declined"),
  };
  return <ScopeCard key={kind} scopes={scopes} texts={texts} />;
}
