import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { requireMerchant } from "#app/context.server.ts";
import { byHandPage } from "#app/queries/by-hand-page.ts";
import { memberHeading } from "#app/queries/member-page.ts";
import { ByHandPage, NamedChoice, NoteField, useFields } from "#app/ui/by-hand-form.tsx";
import { parseForm } from "#app/ui/parse-form.ts";
import { requireFound, requireUuid } from "#app/ui/require-found.ts";
import { recordActivity } from "#app/usecases/record-activity.ts";

const ActivityForm = z.object({
  activity: z.string().min(1).max(40),
  subject: z
    .string()
    .trim()
    .max(200)
    .transform((subject) => subject || null),
  requestId: z.uuid(),
});

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireMerchant(request);
  const member = requireFound(await memberHeading(ctx, requireUuid(params, "memberId")));
  return json({ member, ...(await byHandPage(ctx)), requestId: ctx.newId() });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireMerchant(request);
  const memberId = requireUuid(params, "memberId");
  const form = await parseForm(request, ActivityForm);
  if (!form.ok) return json({ ok: false, reason: "invalid" }, { status: 422 });

  const result = await recordActivity(ctx, { memberId, ...form.value });
  if (!result.ok) return json({ ok: false, reason: result.reason }, { status: 409 });
  return json({ ok: true, reason: "" });
}

/** Says that a member did something: came to an event, wrote a review elsewhere. */
export default function ByHand() {
  const { member, activities, requestId } = useLoaderData<typeof loader>();
  const activity = activities[0]?.id ?? "";
  const { fields, set, t } = useFields({ activity, subject: "", requestId });
  return (
    <ByHandPage
      member={member}
      title={t("members.activity.title")}
      button={t("members.activity.button")}
      done={t("members.activity.done")}
      nothing={t("members.activity.nothing")}
      possible={activities.length > 0}
      wish={fields}
    >
      <NamedChoice
        label={t("members.activity.activity")}
        named={activities}
        value={fields.activity}
        onChange={set("activity")}
      />
      <NoteField
        label={t("members.activity.subject")}
        help={t("members.activity.subjectHelp")}
        value={fields.subject}
        onChange={set("subject")}
      />
    </ByHandPage>
  );
}
