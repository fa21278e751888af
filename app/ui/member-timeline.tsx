import { useSearchParams } from "@remix-run/react";
import { BlockStack, Box, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useAuthorText } from "#app/ui/author-text.ts";
import { Titled } from "#app/ui/facts.tsx";
import { useFormats } from "#app/ui/formats.tsx";
import { ReceiptDetails } from "#app/ui/receipt-details.tsx";
import { SourceText, type ShownSource } from "#app/ui/source-text.tsx";
import { UndoAdjustment, type UndoWish } from "#app/ui/undo-adjustment.tsx";
import { useTexts } from "#app/ui/texts.tsx";

type Reason =
  | "earned"
  | "matured"
  | "refunded"
  | "debt-repaid"
  | "tier-gift"
  | "tier-gift-returned"
  | "expired"
  | "redeemed"
  | "used"
  | "returned"
  | "kept"
  | "adjusted"
  | "undone"
  | "closed"
  | "corrected";

export type TimelineEntry = {
  key: string;
  source: ShownSource;
  reasons: Reason[];
  net: { available: number; pending: number; reserved: number; owed: number };
  author: string;
  recordedAt: string;
  /** When it happened, where that is more than a day away. */
  happenedAt: string | null;
  receiptSeq: string | null;
  adjustment: {
    id: string;
    points: number;
    note: string | null;
    /** Whether it takes another one back. */
    undoes: boolean;
    undone: boolean;
    undoable: boolean;
  } | null;
};

export type Timeline = { entries: TimelineEntry[]; older: string | null; newest: boolean };

type Member = { id: string; requestId: string };

/** What happened to a member's points, newest first, each with its reason. */
export function TimelineCard({ timeline, member }: { timeline: Timeline; member: Member }) {
  const { t } = useTexts();
  return (
    <Card>
      <Titled title={t("members.page.timeline")}>
        {timeline.entries.length === 0 && <Text as="p">{t("members.page.noTimeline")}</Text>}
        <ol style={{ listStyle: "none", margin: 0, padding: 0 }}>
          {timeline.entries.map((entry) => (
            <li key={entry.key}>
              <Entry entry={entry} member={member} />
            </li>
          ))}
        </ol>
        <Steps timeline={timeline} />
      </Titled>
    </Card>
  );
}

function Entry({ entry, member }: { entry: TimelineEntry; member: Member }) {
  const { t } = useTexts();
  const { moment } = useFormats();
  return (
    <Box paddingBlock="400" borderBlockEndWidth="025" borderColor="border">
      <BlockStack gap="300" inlineAlign="stretch">
        <InlineStack align="space-between" gap="200" wrap>
          <Text as="h3" variant="headingSm">
            {entry.reasons.map((reason) => t(`members.reason.${reason}`)).join(" · ")}
          </Text>
          <NetChange net={entry.net} />
        </InlineStack>
        <InlineStack align="space-between" gap="200" wrap>
          <Text as="p" variant="bodySm">
            <SourceText source={entry.source} />
          </Text>
          <Text as="p" variant="bodySm" tone="subdued">
            <time dateTime={entry.recordedAt}>{moment(entry.recordedAt)}</time>
          </Text>
        </InlineStack>
        <Remarks entry={entry} />
        {entry.receiptSeq !== null && (
          <ReceiptDetails memberId={member.id} seq={entry.receiptSeq} />
        )}
        {entry.adjustment?.undoable && <UndoAdjustment wish={undoWish(entry.adjustment, member)} />}
      </BlockStack>
    </Box>
  );
}

function undoWish(adjustment: { id: string; points: number }, member: Member): UndoWish {
  return { adjustmentId: adjustment.id, points: adjustment.points, requestId: member.requestId };
}

const ACCOUNTS = ["available", "pending", "reserved", "owed"] as const;

function NetChange({ net }: Pick<TimelineEntry, "net">) {
  const { t } = useTexts();
  const { signed } = useFormats();
  const parts = ACCOUNTS.filter((account) => net[account] !== 0).map(
    (account) => `${signed(net[account])} ${t(`balance.${account}`).toLowerCase()}`,
  );
  return (
    <Text as="p" numeric fontWeight="semibold">
      {parts.join(", ")}
    </Text>
  );
}

/** Who did it by hand and why, and when it happened if that was days away. */
function Remarks({ entry }: { entry: TimelineEntry }) {
  const { t } = useTexts();
  const { moment } = useFormats();
  const authorText = useAuthorText();
  const { adjustment, author, happenedAt } = entry;
  const remarks = [
    adjustment?.note ? t("members.page.note", { note: adjustment.note }) : null,
    adjustment?.undoes ? t("members.undo.note") : null,
    author.startsWith("staff:") ? t("members.page.by", { author: authorText(author) }) : null,
    adjustment?.undone ? t("members.page.undone") : null,
    happenedAt === null ? null : t("members.page.happened", { when: moment(happenedAt) }),
  ].filter((remark) => remark !== null);
  return (
    <>
      {remarks.map((remark) => (
        <Text as="p" key={remark} variant="bodySm" tone="subdued" breakWord>
          {remark}
        </Text>
      ))}
    </>
  );
}

function Steps({ timeline }: { timeline: Timeline }) {
  const { t } = useTexts();
  const [, setParams] = useSearchParams();
  const { older, newest } = timeline;
  return (
    <InlineStack gap="200">
      {!newest && <Button onClick={() => setParams({})}>{t("members.page.newer")}</Button>}
      {older !== null && (
        <Button onClick={() => setParams({ before: older })}>{t("members.page.older")}</Button>
      )}
    </InlineStack>
  );
}
