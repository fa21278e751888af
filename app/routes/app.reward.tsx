import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { requireMerchant } from "#app/context.server.ts";
import { rewardPage } from "#app/queries/rewards-page.ts";
import { vouchersToAdd } from "#app/queries/vouchers-to-add.ts";
import { DraftPage } from "#app/ui/draft-page.tsx";
import { DrawCard } from "#app/ui/draw-card.tsx";
import { useFormats } from "#app/ui/formats.tsx";
import { freshReward, newOf, withoutName } from "#app/ui/fresh-items.ts";
import { parseForm } from "#app/ui/parse-form.ts";
import { requireFound } from "#app/ui/require-found.ts";
import { RewardFields } from "#app/ui/reward-fields.tsx";
import { RewardScopes } from "#app/ui/reward-scopes.tsx";
import { useTexts } from "#app/ui/texts.tsx";
import { VoucherCard } from "#app/ui/voucher-card.tsx";
import { addVouchers } from "#app/usecases/add-vouchers.ts";
import { drawWinners } from "#app/usecases/draw-winners.ts";
import { withdrawVouchers } from "#app/usecases/withdraw-vouchers.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireMerchant(request);
  const rewardId = params["rewardId"] ?? "";
  const fresh = newOf(request) === null ? null : () => freshReward(rewardId);
  return json(requireFound(await rewardPage(ctx, { rewardId, fresh })));
}

const SupplyForm = z.discriminatedUnion("intent", [
  z.object({
    intent: z.enum(["check-vouchers", "add-vouchers"]),
    csv: z.string().max(8_000_000),
  }),
  z.object({ intent: z.literal("withdraw-vouchers") }),
  z.object({ intent: z.literal("draw"), winners: z.coerce.number().int().min(1).max(1000) }),
]);

/** Looks at, adds or withdraws codes of the pool, or draws winners. Asking twice is asking once. */
export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireMerchant(request);
  const rewardId = params["rewardId"] ?? "";
  const { supply } = requireFound(await rewardPage(ctx, { rewardId, fresh: null }));
  const form = await parseForm(request, SupplyForm);
  if (!form.ok) return json({ ok: false, reason: "unreadable" }, { status: 422 });
  if (form.value.intent === "withdraw-vouchers") {
    return json(await withdrawVouchers(ctx, { rewardId }));
  }
  if (form.value.intent !== "draw") {
    const { intent, csv } = form.value;
    const handle = intent === "add-vouchers" ? addVouchers : vouchersToAdd;
    const answer = await handle(ctx, { rewardId, csv });
    return json(answer, { status: answer.ok ? 200 : 422 });
  }
  if (supply?.kind !== "draw-ticket") return requireFound(null);
  const { winners } = form.value;
  const drawn = await drawWinners(ctx, { drawId: supply.draw, winners });
  return json({ ok: drawn.ok }, { status: drawn.ok ? 200 : 409 });
}

export default function EditReward() {
  const { t } = useTexts();
  const { localText } = useFormats();
  const { draft, begun, index, lacked, supply, onOffer } = useLoaderData<typeof loader>();
  const { rewards } = draft.document;
  const reward = rewards[index];
  return (
    <DraftPage
      title={reward ? localText(reward.name) : t("rewards.add")}
      back={{ content: t("rewards.title"), url: "/app/rewards" }}
      draft={draft}
      begun={withoutName(begun, `rewards.${index}`)}
      removal={{
        without: { ...draft.document, rewards: rewards.filter((_, at) => at !== index) },
        title: t("rewards.edit.removeTitle"),
        text: t(onOffer ? "rewards.edit.removeOffered" : "rewards.edit.removeUnoffered"),
      }}
    >
      <RewardScopes path={`rewards.${index}`} lacked={lacked} />
      {supply?.kind === "voucher" && <VoucherCard pool={supply} />}
      {supply?.kind === "draw-ticket" && <DrawCard draw={supply} />}
      <RewardFields path={`rewards.${index}`} />
    </DraftPage>
  );
}
