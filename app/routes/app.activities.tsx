import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { BlockStack, Card, Page, Tabs } from "@shopify/polaris";
import { z } from "zod";
import { requireMerchant } from "#app/context.server.ts";
import { activitiesPage } from "#app/queries/activities-page.ts";
import { parsePageWish } from "#app/queries/keyset-page.ts";
import { ApprovalList, useDecisions } from "#app/ui/approval-list.tsx";
import { NothingHere } from "#app/ui/nothing-here.tsx";
import { Pager } from "#app/ui/pager.tsx";
import { parseForm } from "#app/ui/parse-form.ts";
import { useTexts } from "#app/ui/texts.tsx";
import { decideActivity } from "#app/usecases/decide-activity.ts";

const LISTS = ["waiting", "decided"] as const;

const DecideForm = z.object({
  eventId: z.uuid(),
  approved: z.enum(["true", "false"]),
  undo: z.enum(["true", "false"]),
  requestId: z.uuid(),
});

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireMerchant(request);
  const params = new URL(request.url).searchParams;
  const list = z.enum(LISTS).catch("waiting").parse(params.get("list"));
  return json({ list, ...(await activitiesPage(ctx, { list, ...parsePageWish(params) })) });
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireMerchant(request);
  const form = await parseForm(request, DecideForm);
  if (!form.ok) return json({ ok: false }, { status: 422 });

  const { eventId, requestId } = form.value;
  const approved = form.value.approved === "true";
  const result = await decideActivity(ctx, { eventId, approved, note: "", requestId });
  const answer = { ok: result.ok, eventId, approved, undo: form.value.undo === "true" };
  return json(answer, { status: result.ok ? 200 : 409 });
}

export default function Activities() {
  const { t } = useTexts();
  const page = useLoaderData<typeof loader>();
  const { decide, busy } = useDecisions();
  const [, setParams] = useSearchParams();
  const tabs = LISTS.map((id) => ({
    id,
    content: t(`approvals.${id}`, { count: page.waiting }),
    panelID: `panel-${id}`,
  }));
  return (
    <Page title={t("approvals.title")} subtitle={t("approvals.help")}>
      <BlockStack gap="400">
        <Card padding="0">
          <Tabs
            tabs={tabs}
            selected={LISTS.indexOf(page.list)}
            onSelect={(at) => setParams({ list: LISTS[at] ?? "waiting" })}
          >
            {page.activities.length === 0 ? (
              <NothingHere
                title={t(`approvals.none.${page.list}`)}
                text={t("approvals.noneText")}
              />
            ) : (
              <ApprovalList activities={page.activities} busy={busy} decide={decide} />
            )}
          </Tabs>
        </Card>
        <Pager links={page.links} />
      </BlockStack>
    </Page>
  );
}
