import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData } from "@remix-run/react";
import {
  BlockStack,
  Button,
  Card,
  Form,
  FormLayout,
  Page,
  Select,
  Text,
  TextField,
} from "@shopify/polaris";
import { useState } from "react";
import { z } from "zod";
import { requireMerchant } from "#app/context.server.ts";
import { issuableRewards } from "#app/queries/issue-page.ts";
import { memberHeading } from "#app/queries/member-page.ts";
import { ConfirmModal } from "#app/ui/confirm-modal.tsx";
import { useFormats, type LocalText } from "#app/ui/formats.tsx";
import { RefusalBanner, useReturnToMember, type MemberAnswer } from "#app/ui/member-form.tsx";
import { useMemberName } from "#app/ui/member-name.ts";
import { NothingHere } from "#app/ui/nothing-here.tsx";
import { parseForm } from "#app/ui/parse-form.ts";
import { requireFound, requireUuid } from "#app/ui/require-found.ts";
import { useQuestion } from "#app/ui/use-question.ts";
import { useToast } from "#app/ui/use-toast.ts";
import { issueReward } from "#app/usecases/redeem-reward.ts";
import { useTexts } from "#app/ui/texts.tsx";

const IssueForm = z.object({
  rewardId: z.string().min(1).max(40),
  note: z.string().trim().min(1).max(500),
  requestId: z.uuid(),
});

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireMerchant(request);
  const member = requireFound(await memberHeading(ctx, requireUuid(params, "memberId")));
  return json({ ...member, rewards: await issuableRewards(ctx), requestId: ctx.newId() });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireMerchant(request);
  const memberId = requireUuid(params, "memberId");
  const form = await parseForm(request, IssueForm);
  if (!form.ok) return json({ ok: false, reason: "", errors: form.errors }, { status: 422 });

  const result = await issueReward(ctx, { memberId, ...form.value });
  if (!result.ok) return json({ ok: false, reason: result.reason }, { status: 409 });
  return json({ ok: true, reason: "" });
}

type Member = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Issue() {
  const { t } = useTexts();
  const member = useLoaderData<typeof loader>();
  const fetcher = useFetcher<MemberAnswer>();
  useToast(fetcher.data, t("members.issue.done"));
  useReturnToMember(fetcher, member.id);
  const name = useMemberName()({ ...member, customerNumber: member.customerNumbers[0] ?? null });
  return (
    <Page
      narrowWidth
      title={t("members.issue.title")}
      subtitle={name}
      backAction={{ content: name, url: `/app/members/${member.id}` }}
    >
      <BlockStack gap="400">
        <RefusalBanner answer={fetcher.data} />
        <Card>
          {member.rewards.length === 0 ? (
            <NothingHere title={t("members.issue.title")} text={t("members.issue.noRewards")} />
          ) : (
            <IssueFields
              member={member}
              name={name}
              busy={fetcher.state !== "idle"}
              submit={(wish) => fetcher.submit(wish, { method: "post" })}
            />
          )}
        </Card>
      </BlockStack>
    </Page>
  );
}

type Wish = { rewardId: string; note: string; requestId: string };

function IssueFields(props: {
  member: Member;
  name: string;
  busy: boolean;
  submit: (wish: Wish) => void;
}) {
  const { t } = useTexts();
  const { member, busy } = props;
  const [wish, setWish] = useState({ rewardId: "", note: "", requestId: member.requestId });
  const chosen = member.rewards.find(({ id }) => id === wish.rewardId);
  const noted = wish.note.trim() !== "";
  const sound = chosen !== undefined && noted;
  const { tried, ask, modal } = useQuestion({ sound, send: () => props.submit(wish) });
  return (
    <Form onSubmit={ask}>
      <FormLayout>
        <RewardSelect
          rewards={member.rewards}
          value={wish.rewardId}
          missing={tried && !chosen}
          onChange={(rewardId) => setWish({ ...wish, rewardId })}
        />
        <Note
          value={wish.note}
          missing={tried && !noted}
          onChange={(note) => setWish({ ...wish, note })}
        />
        <Text as="p" tone="subdued">
          {t("members.issue.free")}
        </Text>
        <Button submit variant="primary" loading={busy}>
          {t("members.issue.button")}
        </Button>
      </FormLayout>
      <ConfirmIssue {...modal} {...{ busy, name: props.name }} reward={chosen?.name} />
    </Form>
  );
}

type FieldProps = { value: string; missing: boolean; onChange: (value: string) => void };

function RewardSelect(props: FieldProps & { rewards: Member["rewards"] }) {
  const { t } = useTexts();
  const { localText } = useFormats();
  return (
    <Select
      label={t("members.issue.reward")}
      placeholder={t("members.issue.choose")}
      options={props.rewards.map(({ id, name }) => ({ value: id, label: localText(name) }))}
      value={props.value}
      onChange={props.onChange}
      {...(props.missing ? { error: t("members.issue.rewardNeeded") } : {})}
    />
  );
}

function Note({ value, missing, onChange }: FieldProps) {
  const { t } = useTexts();
  return (
    <TextField
      label={t("members.issue.note")}
      helpText={t("members.issue.noteHelp")}
      value={value}
      onChange={onChange}
      maxLength={500}
      multiline={2}
      autoComplete="off"
      {...(missing ? { error: t("members.adjust.noteNeeded") } : {})}
    />
  );
}

function ConfirmIssue(props: {
  reward: LocalText | undefined;
  name: string;
  open: boolean;
  busy: boolean;
  onConfirm: () => void;
  onClose: () => void;
}) {
  const { t } = useTexts();
  const { localText } = useFormats();
  const { reward, name, ...modal } = props;
  return (
    <ConfirmModal
      id="confirm-issue"
      {...modal}
      title={t("members.issue.confirm", { reward: reward ? localText(reward) : "", name })}
      text={t("members.issue.confirmText")}
      action={t("members.issue.button")}
    />
  );
}
