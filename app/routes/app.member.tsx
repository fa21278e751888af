import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Banner, BlockStack, Layout, Page } from "@shopify/polaris";
import { z } from "zod";
import { requireMerchant } from "#app/context.server.ts";
import { memberPage } from "#app/queries/member-page.ts";
import { useAuthorText } from "#app/ui/author-text.ts";
import { useFormats } from "#app/ui/formats.tsx";
import { BalanceCard } from "#app/ui/member-balance.tsx";
import { LotsCard, PendingCard } from "#app/ui/member-lots.tsx";
import { useMemberName } from "#app/ui/member-name.ts";
import { OpenRedemptionsCard } from "#app/ui/member-redemptions.tsx";
import { TierCard } from "#app/ui/member-tier.tsx";
import { TimelineCard } from "#app/ui/member-timeline.tsx";
import { parseForm } from "#app/ui/parse-form.ts";
import { requireFound, requireUuid } from "#app/ui/require-found.ts";
import { undoAdjustment } from "#app/usecases/adjust-points.ts";
import { useTexts } from "#app/ui/texts.tsx";

const UndoForm = z.object({
  adjustmentId: z.uuid(),
  requestId: z.uuid(),
});

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireMerchant(request);
  const memberId = requireUuid(params, "memberId");
  const before = new URL(request.url).searchParams.get("before");
  const page = requireFound(await memberPage(ctx, { memberId, before }));
  return json({ ...page, requestId: ctx.newId() });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireMerchant(request);
  requireUuid(params, "memberId");
  const form = await parseForm(request, UndoForm);
  if (!form.ok) return json({ ok: false, reason: "invalid", available: 0 }, { status: 422 });

  const result = await undoAdjustment(ctx, { ...form.value, note: null });
  if (result.ok) return json({ ok: true, reason: "", available: 0 });
  const available = result.reason === "too-few-points" ? Number(result.availablePoints) : 0;
  return json({ ok: false, reason: result.reason, available }, { status: 409 });
}

export default function Member() {
  const { t } = useTexts();
  const member = useLoaderData<typeof loader>();
  const { day } = useFormats();
  const name = useMemberName()({ ...member, customerNumber: member.customerNumbers[0] ?? null });
  const actions = useActions(member);
  return (
    <Page
      title={name}
      subtitle={[
        ...(member.email === null || member.email === name ? [] : [member.email]),
        t("members.page.since", { when: day(member.joinedAt) }),
      ].join(" · ")}
      backAction={{ content: t("members.title"), url: "/app/members" }}
      {...actions}
    >
      <BlockStack gap="400">
        <GoneBanner member={member} />
        <Layout>
          <Layout.Section>
            <BlockStack gap="400">
              <BalanceCard balance={member.balance} />
              <TimelineCard timeline={member.timeline} member={member} />
            </BlockStack>
          </Layout.Section>
          <Layout.Section variant="oneThird">
            <BlockStack gap="400">
              <TierCard tier={member.tier} held={member.held} />
              <PendingCard pending={member.pending} />
              <LotsCard lots={member.lots} />
              <OpenRedemptionsCard redemptions={member.openRedemptions} />
            </BlockStack>
          </Layout.Section>
        </Layout>
      </BlockStack>
    </Page>
  );
}

type MemberData = ReturnType<typeof useLoaderData<typeof loader>>;

/** What can be done for a member; nothing for one that is gone, little for one that has left. */
function useActions(member: MemberData) {
  const { t } = useTexts();
  if (member.erased || member.mergedInto !== null) return {};
  const [number] = member.customerNumbers;
  const adjust = { content: t("members.page.adjust"), url: `/app/members/${member.id}/adjust` };
  const issue = { content: t("members.page.issue"), url: `/app/members/${member.id}/issue` };
  const tier = { content: t("members.tier.title"), url: `/app/members/${member.id}/tier` };
  const activity = {
    content: t("members.activity.title"),
    url: `/app/members/${member.id}/activity`,
  };
  const customer = {
    content: t("members.page.customer"),
    url: `shopify:admin/customers/${number}`,
    target: "_top" as const,
  };
  const account = {
    content: t(`members.account.${member.closing ? "reopen" : "close"}.title`),
    url: `/app/members/${member.id}/account`,
  };
  const elsewhere = number === undefined ? [] : [customer];
  if (member.closing) return { primaryAction: account, secondaryActions: elsewhere };
  return {
    primaryAction: adjust,
    secondaryActions: [issue, tier, activity, account, ...elsewhere],
  };
}

function GoneBanner({ member: { erased, mergedInto, closing } }: { member: MemberData }) {
  const { t } = useTexts();
  const { moment } = useFormats();
  const authorText = useAuthorText();
  if (mergedInto !== null) {
    const action = { content: t("members.page.openMerged"), url: `/app/members/${mergedInto}` };
    return <Banner tone="info" title={t("members.page.merged")} action={action} />;
  }
  if (erased) return <Banner tone="info" title={t("members.page.erased")} />;
  if (closing === null) return null;
  return (
    <Banner tone="warning" title={t("members.page.closed", { when: moment(closing.at) })}>
      {t("members.page.by", { author: authorText(closing.author) })}
      {closing.note !== "" && ` · ${t("members.page.note", { note: closing.note })}`}
    </Banner>
  );
}
