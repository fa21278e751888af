import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { List } from "@shopify/polaris";
import { useState } from "react";
import { z } from "zod";
import { requireMerchant } from "#app/context.server.ts";
import { accountPage } from "#app/queries/account-page.ts";
import { ByHandPage, NoteField, useFields } from "#app/ui/by-hand-form.tsx";
import { useMemberName } from "#app/ui/member-name.ts";
import { parseForm } from "#app/ui/parse-form.ts";
import { requireFound, requireUuid } from "#app/ui/require-found.ts";
import { usePointsText } from "#app/ui/use-points-text.ts";
import { closeAccount } from "#app/usecases/close-account.ts";
import { reopenAccount } from "#app/usecases/reopen-account.ts";

const AccountForm = z.object({
  wish: z.enum(["close", "reopen"]),
  note: z
    .string()
    .trim()
    .max(200)
    .transform((note) => note || null),
  requestId: z.uuid(),
});

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireMerchant(request);
  const page = requireFound(await accountPage(ctx, requireUuid(params, "memberId")));
  return json({ ...page, requestId: ctx.newId() });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireMerchant(request);
  const memberId = requireUuid(params, "memberId");
  const form = await parseForm(request, AccountForm);
  if (!form.ok) return json({ ok: false, reason: "invalid" }, { status: 422 });

  const { wish, ...rest } = form.value;
  const change = wish === "close" ? closeAccount : reopenAccount;
  const result = await change(ctx, { memberId, ...rest });
  if (!result.ok) return json({ ok: false, reason: result.reason }, { status: 409 });
  return json({ ok: true, reason: "" });
}

type PageData = ReturnType<typeof useLoaderData<typeof loader>>;

/** Closes a member's account, or opens a closed one again. */
export default function Account() {
  const page = useLoaderData<typeof loader>();
  const { member, requestId } = page;
  // What was asked for stays what it was when it is done, until the page is left.
  const [wish] = useState(page.closing === null ? ("close" as const) : ("reopen" as const));
  const { fields, set, t } = useFields({ wish, note: "", requestId });
  const name = useMemberName()({ ...member, customerNumber: member.customerNumbers[0] ?? null });
  const isGone = member.erased || member.mergedInto !== null;
  return (
    <ByHandPage
      member={member}
      title={t(`members.account.${wish}.title`)}
      button={t(`members.account.${wish}.button`)}
      done={t(`members.account.${wish}.done`)}
      nothing={t("members.refusal.member-gone")}
      possible={!isGone}
      wish={fields}
      tone={wish === "close" ? "critical" : "default"}
      question={{
        title: t(`members.account.${wish}.confirm`, { name }),
        text: t(`members.account.${wish}.confirmText`),
      }}
    >
      {wish === "close" ? <Losses {...page} /> : t("members.account.reopen.text")}
      <NoteField
        label={t("members.adjust.note")}
        help={t("members.account.noteHelp")}
        value={fields.note}
        onChange={set("note")}
      />
    </ByHandPage>
  );
}

/** What ends with the account, and what does not. */
function Losses({ member, openRewards }: PageData) {
  const pointsText = usePointsText();
  const { t } = useFields({});
  const { available, pending, owed } = member.balance;
  return (
    <List>
      {available + pending > 0 && (
        <List.Item>
          {t("members.account.close.points", { points: pointsText(available + pending) })}
        </List.Item>
      )}
      {owed > 0 && (
        <List.Item>{t("members.account.close.owed", { points: pointsText(owed) })}</List.Item>
      )}
      <List.Item>{t("members.account.close.later")}</List.Item>
      {openRewards > 0 && (
        <List.Item>{t("members.account.close.open", { count: openRewards })}</List.Item>
      )}
      <List.Item>{t("members.account.close.data")}</List.Item>
    </List>
  );
}
