import { useRevalidator } from "@remix-run/react";
import { BlockStack, ProgressBar, Text } from "@shopify/polaris";
import { useEffect, useId } from "react";
import { useFormats } from "#app/ui/formats.tsx";
import { useTexts } from "#app/ui/texts.tsx";

type Running = {
  imports: boolean;
  state: string;
  seen: number;
  expected: number;
  tries: number;
} | null;

const LOOK_MS = 3_000;

/** How far a comparison is; looks again by itself until there is none, and says so aloud. */
export function ComparisonProgress({ running }: { running: Running }) {
  useLookAgain(running !== null);
  return <div aria-live="polite">{running && <Progress running={running} />}</div>;
}

function Progress({ running }: { running: NonNullable<Running> }) {
  const { t } = useTexts();
  const { count } = useFormats();
  const id = useId();
  const { imports, state, seen, expected, tries } = running;
  const done = { seen: count(seen), expected: count(expected) };
  const label = t(imports ? "orders.running.import" : "orders.running.full");
  const percent = expected === 0 ? 0 : Math.floor((100 * seen) / expected);
  return (
    <BlockStack gap="200">
      <Text as="p" id={id}>
        {label} {t(`orders.running.state.${stateOf(state)}`, done)}
        {tries > 0 && ` ${t("orders.running.again")}`}
      </Text>
      <ProgressBar progress={percent} size="small" ariaLabelledBy={id} />
    </BlockStack>
  );
}

function stateOf(state: string) {
  if (state === "reading" || state === "repairing") return state;
  return "exporting";
}

function useLookAgain(wanted: boolean): void {
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    if (!wanted || state !== "idle") return;
    const timer = setTimeout(revalidate, LOOK_MS);
    return () => clearTimeout(timer);
  }, [wanted, revalidate, state]);
}
