import { useFetcher } from "@remix-run/react";
import { Banner, Button } from "@shopify/polaris";
import { useState } from "react";
import { ConfirmModal } from "#app/ui/confirm-modal.tsx";
import { useTexts } from "#app/ui/texts.tsx";
import { useToast } from "#app/ui/use-toast.ts";

/** What taking a version needs to know of the draft. */
export type TakenFrom = { revision: number; differs: boolean };

/** Makes a version the draft, and asks before what is not published is lost. */
export function TakeVersion(props: { version: number; newest: boolean; draft: TakenFrom }) {
  const { version, newest, draft } = props;
  const { t } = useTexts();
  const fetcher = useFetcher<{ ok: boolean; reason: string }>();
  const [asking, setAsking] = useState(false);
  useToast(fetcher.data, t("program.versions.taken", { version }));
  if (newest && !draft.differs) return null;
  const label = t(newest ? "program.versions.discard" : "program.versions.take", { version });
  const take = () => {
    setAsking(false);
    const fields = { version: String(version), revision: String(draft.revision) };
    fetcher.submit(fields, { method: "post", action: "/app/program/versions" });
  };
  const ask = draft.differs ? () => setAsking(true) : take;
  const busy = fetcher.state !== "idle";
  return (
    <>
      <Button variant="plain" textAlign="start" loading={busy} onClick={ask}>
        {label}
      </Button>
      <Refusal reason={busy ? "" : (fetcher.data?.reason ?? "")} />
      <ConfirmModal
        id={`take-version-${version}`}
        open={asking}
        busy={busy}
        tone="critical"
        title={t("program.versions.ask", { version })}
        text={t("program.versions.lost")}
        action={label}
        onConfirm={take}
        onClose={() => setAsking(false)}
      />
    </>
  );
}

function Refusal({ reason }: { reason: string }) {
  const { t } = useTexts();
  if (reason === "") return null;
  const elsewhere = reason === "changed-elsewhere";
  return (
    <Banner tone="warning">
      <p>{t(elsewhere ? "problems.changedElsewhere" : "program.versions.outdated")}</p>
    </Banner>
  );
}
