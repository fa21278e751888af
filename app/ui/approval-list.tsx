import { useFetcher } from "@remix-run/react";
import { Badge, Box, Button, InlineStack, BlockStack, Link, Text } from "@shopify/polaris";
import { useCallback, useEffect, useRef } from "react";
import type { LocalText } from "#app/domain/program/basics.ts";
import { useAuthorText } from "#app/ui/author-text.ts";
import { useFormats } from "#app/ui/formats.tsx";
import { useTexts } from "#app/ui/texts.tsx";

export type ShownActivity = {
  eventId: string;
  memberId: string;
  memberName: string | null;
  activity: string;
  name: LocalText | null;
  subject: string | null;
  at: string;
  decision: {
    approved: boolean;
    at: string;
    author: string;
    note: string;
    stands: boolean;
  } | null;
};

type Decision = { eventId: string; approved: boolean };

/** What members did and staff looks at, one below the other. Decided at once; undone by toast. */
export function ApprovalList(props: {
  activities: ShownActivity[];
  busy: boolean;
  decide: (wish: Decision) => void;
}) {
  const { activities, busy, decide } = props;
  const list = useRef<HTMLUListElement>(null);
  const decided = (wish: Decision) => {
    // The row goes away; the focus stays in the list.
    list.current?.focus();
    decide(wish);
  };
  return (
    <ul ref={list} tabIndex={-1} style={{ listStyle: "none", margin: 0, padding: 0 }}>
      {activities.map((activity, at) => (
        <li key={activity.decision ? at : activity.eventId}>
          <Row activity={activity} busy={busy} decide={decided} />
        </li>
      ))}
    </ul>
  );
}

type RowProps = { activity: ShownActivity; busy: boolean; decide: (wish: Decision) => void };

function Row(props: RowProps) {
  const { t } = useTexts();
  const { localText, moment } = useFormats();
  const { activity } = props;
  const { name, memberId, memberName, subject, at, decision } = activity;
  const what = name ? localText(name) : activity.activity;
  const who = memberName ?? t("approvals.unnamed");
  return (
    <Box padding="400" borderBlockEndWidth="025" borderColor="border">
      <InlineStack align="space-between" blockAlign="center" gap="300">
        <BlockStack gap="050">
          <Text as="h2" variant="headingSm">
            {what}
          </Text>
          <Text as="p">
            <Link url={`/app/members/${memberId}`}>{who}</Link>
            {subject ? ` · ${subject}` : ""}
          </Text>
          <Text as="p" variant="bodySm" tone="subdued">
            {moment(at)}
          </Text>
        </BlockStack>
        {decision ? <Decided decision={decision} /> : <Choice {...props} what={what} who={who} />}
      </InlineStack>
    </Box>
  );
}

type ChoiceProps = RowProps & { what: string; who: string };

function Choice({ activity, busy, decide, what, who }: ChoiceProps) {
  const { t } = useTexts();
  return (
    <InlineStack gap="200">
      <Button
        variant="primary"
        disabled={busy}
        accessibilityLabel={t("approvals.approveNamed", { what, who })}
        onClick={() => decide({ eventId: activity.eventId, approved: true })}
      >
        {t("approvals.approve")}
      </Button>
      <Button
        disabled={busy}
        accessibilityLabel={t("approvals.rejectNamed", { what, who })}
        onClick={() => decide({ eventId: activity.eventId, approved: false })}
      >
        {t("approvals.reject")}
      </Button>
    </InlineStack>
  );
}

function Decided({ decision }: { decision: NonNullable<ShownActivity["decision"]> }) {
  const { t } = useTexts();
  const { moment } = useFormats();
  const authorText = useAuthorText();
  const { approved, at, author, stands } = decision;
  return (
    <BlockStack gap="100" inlineAlign="end">
      <InlineStack gap="100">
        <Badge tone={approved ? "success" : "critical"}>
          {t(approved ? "approvals.approved" : "approvals.rejected")}
        </Badge>
        {!stands && <Badge>{t("approvals.replaced")}</Badge>}
      </InlineStack>
      <Text as="p" variant="bodySm" tone="subdued">
        {t("approvals.by", { author: authorText(author), when: moment(at) })}
      </Text>
    </BlockStack>
  );
}

type Answer = Decision & { ok: boolean; undo: boolean };

/** Posts decisions; each that went well can be turned around from its toast, list or no list. */
export function useDecisions() {
  const { t } = useTexts();
  const { submit, data, state } = useFetcher<Answer>();
  const post = useCallback(
    ({ eventId, approved }: Decision, undo: boolean) =>
      submit(
        {
          eventId,
          approved: String(approved),
          undo: String(undo),
          requestId: crypto.randomUUID(),
        },
        { method: "post", action: "/app/activities" },
      ),
    [submit],
  );
  useEffect(() => {
    if (!data) return;
    const { ok, eventId, approved, undo } = data;
    if (!ok) return void window.shopify?.toast.show(t("approvals.refused"), { isError: true });
    if (undo) return void window.shopify?.toast.show(t("approvals.undone"));
    window.shopify?.toast.show(t(approved ? "approvals.approved" : "approvals.rejected"), {
      action: t("approvals.undo"),
      onAction: () => post({ eventId, approved: !approved }, true),
    });
  }, [data, post, t]);
  return { decide: (wish: Decision) => post(wish, false), busy: state !== "idle" };
}
