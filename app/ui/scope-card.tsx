import { Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import { Titled } from "#app/ui/facts.tsx";

type Texts = { title: string; text: string; ask: string; granted: string; declined: string };

/**
 * Asks the merchant for access that Laurel does without until it is needed. The admin shows what
 * is asked for; when it is granted, Shopify tells us by a webhook.
 */
export function ScopeCard({ scopes, texts }: { scopes: string[]; texts: Texts }) {
  const [state, setState] = useState<"idle" | "busy" | "granted" | "declined">("idle");
  const ask = async () => {
    setState("busy");
    const answer = await window.shopify?.scopes.request(scopes);
    setState(answer?.result === "granted-all" ? "granted" : "declined");
  };
  return (
    <Card>
      <Titled title={texts.title}>
        <Text as="p">{texts.text}</Text>
        <InlineStack>
          <Button loading={state === "busy"} onClick={() => void ask()}>
            {texts.ask}
          </Button>
        </InlineStack>
        <div aria-live="polite">
          {state === "granted" && <Text as="p">{texts.granted}</Text>}
          {state === "declined" && <Text as="p">{texts.declined}</Text>}
        </div>
      </Titled>
    </Card>
  );
}
