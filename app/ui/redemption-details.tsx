import { Link } from "@shopify/polaris";
import type { LocalText } from "#app/domain/program/basics.ts";
import type { Reward } from "#app/domain/program/reward.ts";
import { useAuthorText } from "#app/ui/author-text.ts";
import { Facts, type Fact } from "#app/ui/facts.tsx";
import { useFormats } from "#app/ui/formats.tsx";
import { useGivesText } from "#app/ui/gives-text.ts";
import { useMemberName } from "#app/ui/member-name.ts";
import { usePointsText } from "#app/ui/use-points-text.ts";
import { useTexts } from "#app/ui/texts.tsx";

export type ShownRedemption = {
  memberId: string;
  memberName: string | null;
  customerNumber: string | null;
  rewardName: LocalText;
  gives: Reward["gives"];
  costPoints: number;
  code: string | null;
  discountNumber: string | null;
  endsAt: string | null;
  order: { name: string; number: string } | null;
  author: string;
  note: string | null;
};

/** What a redemption is: for whom, what it cost and gives, its code, where it was used. */
export function RedemptionDetails({ redemption }: { redemption: ShownRedemption }) {
  const { t } = useTexts();
  const { lastDay } = useFormats();
  const givesText = useGivesText();
  const pointsText = usePointsText();
  const authorText = useAuthorText();
  const { costPoints, endsAt, note, gives } = redemption;
  const facts: Fact[] = [
    { label: t("redemptions.page.member"), value: <MemberLink redemption={redemption} /> },
    { label: t("rewards.columns.gives"), value: givesText(gives) },
    {
      label: t("redemptions.page.cost"),
      value: costPoints > 0 ? pointsText(costPoints) : t("redemptions.page.free"),
    },
    { label: t("redemptions.page.code"), value: <CodeLink redemption={redemption} /> },
    {
      label: t("redemptions.page.ends"),
      value: endsAt === null ? t("redemptions.page.noEnd") : lastDay(endsAt),
    },
    { label: t("redemptions.page.by"), value: authorText(redemption.author) },
    ...(note ? [{ label: t("redemptions.page.note"), value: note }] : []),
    ...orderFact(redemption, t("redemptions.page.order")),
  ];
  return <Facts facts={facts} />;
}

function MemberLink({ redemption }: { redemption: ShownRedemption }) {
  const nameOf = useMemberName();
  const { memberName: name, customerNumber } = redemption;
  return (
    <Link url={`/app/members/${redemption.memberId}`}>{nameOf({ name, customerNumber })}</Link>
  );
}

function CodeLink({ redemption }: { redemption: ShownRedemption }) {
  const { t } = useTexts();
  const { code, discountNumber } = redemption;
  if (code === null) return <>{t("redemptions.page.noCode")}</>;
  return (
    <>
      <strong>{code}</strong>
      {discountNumber && (
        <div>
          <Link url={`shopify:admin/discounts/${discountNumber}`} target="_top">
            {t("redemptions.page.discount")}
          </Link>
        </div>
      )}
    </>
  );
}

function orderFact({ order }: ShownRedemption, label: string): Fact[] {
  if (!order) return [];
  const link = (
    <Link url={`shopify:admin/orders/${order.number}`} target="_top">
      {order.name || order.number}
    </Link>
  );
  return [{ label, value: link }];
}
