import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData } from "@remix-run/react";
import {
  BlockStack,
  Button,
  Card,
  ChoiceList,
  Form,
  FormLayout,
  Page,
  Text,
  TextField,
} from "@shopify/polaris";
import { useState } from "react";
import { z } from "zod";
import { requireMerchant } from "#app/context.server.ts";
import { memberHeading } from "#app/queries/member-page.ts";
import { adjustProblems, MOST_POINTS, type AdjustWish } from "#app/ui/adjust-problems.ts";
import { ConfirmModal } from "#app/ui/confirm-modal.tsx";
import { useFormats } from "#app/ui/formats.tsx";
import { RefusalBanner, useReturnToMember, type MemberAnswer } from "#app/ui/member-form.tsx";
import { useMemberName } from "#app/ui/member-name.ts";
import { parseForm } from "#app/ui/parse-form.ts";
import { requireFound, requireUuid } from "#app/ui/require-found.ts";
import { usePointsText } from "#app/ui/use-points-text.ts";
import { useQuestion } from "#app/ui/use-question.ts";
import { useToast } from "#app/ui/use-toast.ts";
import { adjustPoints } from "#app/usecases/adjust-points.ts";
import { useTexts } from "#app/ui/texts.tsx";

const AdjustForm = z.object({
  direction: z.enum(["give", "take"]),
  points: z.string().regex(/^[1-9]\d{0,8}$/),
  note: z.string().trim().min(1).max(500),
  requestId: z.uuid(),
});

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireMerchant(request);
  const member = requireFound(await memberHeading(ctx, requireUuid(params, "memberId")));
  return json({ ...member, requestId: ctx.newId() });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireMerchant(request);
  const memberId = requireUuid(params, "memberId");
  const form = await parseForm(request, AdjustForm);
  if (!form.ok) return json({ ok: false, reason: "", errors: form.errors }, { status: 422 });

  const { direction, note, requestId } = form.value;
  const points = BigInt(form.value.points) * (direction === "give" ? 1n : -1n);
  const result = await adjustPoints(ctx, { memberId, points, note, requestId });
  if (result.ok) return json({ ok: true, reason: "" });
  const available = result.reason === "too-few-points" ? Number(result.availablePoints) : 0;
  return json({ ok: false, reason: result.reason, available }, { status: 409 });
}

type Member = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Adjust() {
  const { t } = useTexts();
  const member = useLoaderData<typeof loader>();
  const fetcher = useFetcher<MemberAnswer>();
  useToast(fetcher.data, t("members.adjust.done"));
  useReturnToMember(fetcher, member.id);
  const name = useMemberName()({ ...member, customerNumber: member.customerNumbers[0] ?? null });
  return (
    <Page
      narrowWidth
      title={t("members.adjust.title")}
      subtitle={name}
      backAction={{ content: name, url: `/app/members/${member.id}` }}
    >
      <BlockStack gap="400">
        <RefusalBanner answer={fetcher.data} />
        <Card>
          <AdjustFields
            member={member}
            name={name}
            busy={fetcher.state !== "idle"}
            errors={fetcher.data?.errors ?? {}}
            submit={(wish) => fetcher.submit(wish, { method: "post" })}
          />
        </Card>
      </BlockStack>
    </Page>
  );
}

type Wish = AdjustWish & { requestId: string };

const NO_WISH: AdjustWish = { direction: "give", points: "", note: "" };

function AdjustFields(props: {
  member: Member;
  name: string;
  busy: boolean;
  errors: Record<string, string>;
  submit: (wish: Wish) => void;
}) {
  const { t } = useTexts();
  const { member, busy } = props;
  const [wish, setWish] = useState<Wish>({ ...NO_WISH, requestId: member.requestId });
  const change = (part: Partial<Wish>) => setWish({ ...wish, ...part });
  const found = adjustProblems(wish, takeableOf(member));
  const sound = found.points === null && found.note === null;
  const question = useQuestion({ sound, send: () => props.submit(wish) });
  const problems = useProblemTexts({ found, tried: question.tried, member, errors: props.errors });
  return (
    <Form onSubmit={question.ask}>
      <FormLayout>
        <Direction wish={wish} change={change} />
        <PointsAndNote wish={wish} change={change} problems={problems} />
        <Afterwards member={member} wish={wish} />
        <Button submit variant="primary" loading={busy}>
          {t(`members.adjust.${wish.direction}Button`)}
        </Button>
      </FormLayout>
      <ConfirmAdjustment {...question.modal} {...{ wish, busy }} name={props.name} />
    </Form>
  );
}

function takeableOf({ balance }: Member): number {
  return balance.available - balance.owed;
}

/** Too many points to take are said at once; what is only unfinished, once it was submitted. */
function useProblemTexts(props: {
  found: ReturnType<typeof adjustProblems>;
  tried: boolean;
  member: Member;
  errors: Record<string, string>;
}) {
  const { t } = useTexts();
  const { count } = useFormats();
  const pointsText = usePointsText();
  const { found, tried, errors } = props;
  const available = pointsText(Math.max(takeableOf(props.member), 0));
  const notWhole = errors["points"] !== undefined || (tried && found.points === "not-whole");
  const noNote = errors["note"] !== undefined || (tried && found.note !== null);
  const range = t("members.adjust.pointsNeeded", { most: count(MOST_POINTS) });
  const tooFew = t("members.refusal.too-few-points", { available });
  return {
    points: found.points === "too-few" ? tooFew : notWhole ? range : "",
    note: noNote ? t("members.adjust.noteNeeded") : "",
  };
}

function PointsAndNote(props: {
  wish: Wish;
  change: (part: Partial<Wish>) => void;
  problems: { points: string; note: string };
}) {
  const { t } = useTexts();
  const { wish, change, problems } = props;
  return (
    <FormLayout>
      <TextField
        label={t("members.adjust.points")}
        value={wish.points}
        onChange={(points) => change({ points: points.trim() })}
        inputMode="numeric"
        autoComplete="off"
        {...(problems.points === "" ? {} : { error: problems.points })}
      />
      <TextField
        label={t("members.adjust.note")}
        helpText={t("members.adjust.noteHelp")}
        value={wish.note}
        onChange={(note) => change({ note })}
        maxLength={500}
        multiline={2}
        autoComplete="off"
        {...(problems.note === "" ? {} : { error: problems.note })}
      />
    </FormLayout>
  );
}

function Direction({ wish, change }: { wish: Wish; change: (part: Partial<Wish>) => void }) {
  const { t } = useTexts();
  return (
    <ChoiceList
      title={t("members.adjust.direction")}
      choices={[
        { value: "give", label: t("members.adjust.give") },
        { value: "take", label: t("members.adjust.take") },
      ]}
      selected={[wish.direction]}
      onChange={([direction]) => change({ direction: direction === "take" ? "take" : "give" })}
    />
  );
}

function Afterwards({ member, wish }: { member: Member; wish: Wish }) {
  const { t } = useTexts();
  const pointsText = usePointsText();
  if (adjustProblems(wish, takeableOf(member)).points !== null) return null;
  const change = Number(wish.points) * (wish.direction === "give" ? 1 : -1);
  return (
    <Text as="p" tone="subdued">
      {t("members.adjust.after", { points: pointsText(takeableOf(member) + change) })}
    </Text>
  );
}

function ConfirmAdjustment(props: {
  wish: Wish;
  name: string;
  open: boolean;
  busy: boolean;
  onConfirm: () => void;
  onClose: () => void;
}) {
  const { t } = useTexts();
  const pointsText = usePointsText();
  const { wish, name, ...modal } = props;
  const points = pointsText(Number(wish.points));
  return (
    <ConfirmModal
      id="confirm-adjustment"
      {...modal}
      title={t(
        wish.direction === "give" ? "members.adjust.confirmGive" : "members.adjust.confirmTake",
        { points, name },
      )}
      text={t("members.adjust.confirmText")}
      action={t(`members.adjust.${wish.direction}Button`)}
    />
  );
}
