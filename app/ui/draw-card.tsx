import { useFetcher } from "@remix-run/react";
import {
  Banner,
  BlockStack,
  Button,
  Card,
  InlineError,
  InlineStack,
  Link,
  Text,
  TextField,
} from "@shopify/polaris";
import { useState } from "react";
import { ConfirmModal } from "#app/ui/confirm-modal.tsx";
import { downloadFile } from "#app/ui/download-file.ts";
import { Facts, Titled } from "#app/ui/facts.tsx";
import { useFormats } from "#app/ui/formats.tsx";
import { useMemberName } from "#app/ui/member-name.ts";
import { useTexts } from "#app/ui/texts.tsx";
import { useToast } from "#app/ui/use-toast.ts";

type Winner = {
  ticketId: string;
  memberId: string;
  name: string | null;
  customerNumber: string | null;
};

type Draw = {
  draw: string;
  sold: number;
  commitment: string | null;
  drawn: { at: string; seed: string; winners: Winner[] } | null;
};

/** A draw whose tickets a reward sells: before the drawing how to hold it, then who won. */
export function DrawCard({ draw }: { draw: Draw }) {
  const { t } = useTexts();
  const { count, moment } = useFormats();
  const { sold, commitment, drawn } = draw;
  const facts = [
    { label: t("supply.draw.sold"), value: count(sold) },
    {
      label: t("supply.draw.commitment"),
      value: commitment === null ? t("supply.draw.noCommitment") : <code>{commitment}</code>,
    },
    ...(drawn
      ? [
          { label: t("supply.draw.seed"), value: <code>{drawn.seed}</code> },
          { label: t("supply.draw.drawnAt"), value: moment(drawn.at) },
        ]
      : []),
  ];
  return (
    <Card>
      <Titled title={t("supply.draw.title", { draw: draw.draw })}>
        <Facts facts={facts} />
        {drawn && <Check draw={draw.draw} />}
        {drawn && <Winners winners={drawn.winners} />}
        {!drawn && sold === 0 && <Text as="p">{t("supply.draw.empty")}</Text>}
        {!drawn && sold > 0 && <Drawing />}
      </Titled>
    </Card>
  );
}

/** How to check the drawing, and the tickets that it takes. */
function Check({ draw }: { draw: string }) {
  const { t } = useTexts();
  const [failed, setFailed] = useState(false);
  const download = async () =>
    setFailed(!(await downloadFile(`/app/draws/${draw}`, `tickets-${draw}.csv`)));
  return (
    <BlockStack gap="150" inlineAlign="start">
      <Text as="p">{t("supply.draw.check", { draw })}</Text>
      <Button onClick={() => void download()}>{t("supply.draw.tickets")}</Button>
      {failed && <InlineError message={t("supply.draw.ticketsFailed")} fieldID="tickets" />}
    </BlockStack>
  );
}

function Winners({ winners }: { winners: Winner[] }) {
  const { t } = useTexts();
  const nameOf = useMemberName();
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        {t("supply.draw.winners")}
      </Text>
      <ol style={{ margin: 0, overflowWrap: "anywhere" }}>
        {winners.map((winner) => (
          <li key={winner.ticketId}>
            <Link url={`/app/members/${winner.memberId}`}>{nameOf(winner)}</Link>
            {" · "}
            <Link url={`/app/redemptions/${winner.ticketId}`}>
              {t("supply.draw.ticket", { id: winner.ticketId })}
            </Link>
          </li>
        ))}
      </ol>
    </BlockStack>
  );
}

type DrawAnswer = { ok: boolean };

function Drawing() {
  const { t } = useTexts();
  const [winners, setWinners] = useState("1");
  const drawing = useDrawing(winners);
  const right = /^[1-9]\d{0,2}$|^1000$/.test(winners);
  return (
    <BlockStack gap="300">
      {drawing.refused && <Banner tone="critical" title={t("supply.draw.refused")} />}
      <TextField
        label={t("supply.draw.howMany")}
        helpText={t("supply.draw.howManyHelp")}
        inputMode="numeric"
        autoComplete="off"
        value={winners}
        onChange={setWinners}
      />
      <InlineStack>
        <Button disabled={!right} loading={drawing.busy} onClick={drawing.ask}>
          {t("supply.draw.action")}
        </Button>
      </InlineStack>
      {drawing.modal}
    </BlockStack>
  );
}

/** Asks before drawing, since it happens once. */
function useDrawing(winners: string) {
  const { t } = useTexts();
  const fetcher = useFetcher<DrawAnswer>();
  const [asking, setAsking] = useState(false);
  useToast(fetcher.data, t("supply.draw.done"));
  const busy = fetcher.state !== "idle";
  const draw = () => {
    setAsking(false);
    fetcher.submit({ intent: "draw", winners }, { method: "post" });
  };
  return {
    ask: () => setAsking(true),
    busy,
    refused: fetcher.data?.ok === false,
    modal: (
      <ConfirmModal
        id="draw-winners"
        open={asking}
        title={t("supply.draw.confirmTitle")}
        text={t("supply.draw.confirmText", { count: Number(winners) || 0 })}
        action={t("supply.draw.action")}
        tone="critical"
        busy={busy}
        onConfirm={draw}
        onClose={() => setAsking(false)}
      />
    ),
  };
}
