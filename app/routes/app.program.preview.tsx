import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData, useNavigation } from "@remix-run/react";
import {
  BlockStack,
  Button,
  Card,
  FormLayout,
  InlineGrid,
  List,
  Page,
  Select,
  Text,
  TextField,
} from "@shopify/polaris";
import { useState } from "react";
import { z } from "zod";
import { requireMerchant } from "#app/context.server.ts";
import { previewPage } from "#app/queries/preview-page.ts";
import { Titled } from "#app/ui/facts.tsx";
import { useFormats } from "#app/ui/formats.tsx";
import { storable } from "#app/ui/parse-form.ts";
import { useTexts } from "#app/ui/texts.tsx";
import { usePointsText } from "#app/ui/use-points-text.ts";

const Choice = z.string().max(100).nullish().catch(null);
const Wish = z.object({
  order: Choice,
  tier: Choice,
  amount: z
    .string()
    .regex(/^\d{1,9}(\.\d{1,3})?$/)
    .catch("80"),
});

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireMerchant(request);
  const { order, tier, amount } = Wish.parse(storable(new URL(request.url).searchParams));
  const wish = { orderId: order || null, tierId: tier || null, amount };
  return json({ ...(await previewPage(ctx, wish)), wish });
}

type PageData = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Preview() {
  const { t } = useTexts();
  const page = useLoaderData<typeof loader>();
  return (
    <Page
      title={t("preview.title")}
      subtitle={t("preview.help")}
      backAction={{ content: t("program.title"), url: "/app/program" }}
    >
      <BlockStack gap="400">
        <Card>
          <Choose page={page} />
        </Card>
        <InlineGrid columns={{ xs: 1, md: 2 }} gap="400">
          <Receipt title={t("preview.inForce")} receipt={page.inForce} />
          <Receipt title={t("preview.draft")} receipt={page.draft} />
        </InlineGrid>
      </BlockStack>
    </Page>
  );
}

function Choose({ page }: { page: PageData }) {
  const { t } = useTexts();
  const { currency } = useFormats();
  const [order, setOrder] = useState(page.wish.orderId ?? "");
  const [amount, setAmount] = useState(page.wish.amount);
  const busy = useNavigation().state === "loading";
  return (
    <Form>
      <FormLayout>
        <FormLayout.Group>
          <OrderChoice orders={page.orders} order={order} choose={setOrder} />
          {order === "" && (
            <TextField
              label={t("program.example.label")}
              name="amount"
              value={amount}
              onChange={setAmount}
              suffix={currency}
              inputMode="decimal"
              autoComplete="off"
            />
          )}
          <TierChoice tiers={page.tiers} chosen={page.wish.tierId} />
        </FormLayout.Group>
        <Button submit loading={busy}>
          {t("preview.show")}
        </Button>
      </FormLayout>
    </Form>
  );
}

type OrderChoiceProps = Pick<PageData, "orders"> & {
  order: string;
  choose: (order: string) => void;
};

function OrderChoice({ orders, order, choose }: OrderChoiceProps) {
  const { t } = useTexts();
  const { moment } = useFormats();
  const real = orders.map(({ orderId, name, placedAt }) => ({
    value: orderId,
    label: `${name} · ${moment(placedAt)}`,
  }));
  return (
    <Select
      label={t("preview.order")}
      name="order"
      options={[{ value: "", label: t("preview.sample") }, ...real]}
      value={order}
      onChange={choose}
    />
  );
}

function TierChoice({ tiers, chosen }: Pick<PageData, "tiers"> & { chosen: string | null }) {
  const { t } = useTexts();
  const { localText } = useFormats();
  const [tier, setTier] = useState(chosen ?? "");
  const held = tiers.map(({ id, name }) => ({ value: id, label: localText(name) }));
  return (
    <Select
      label={t("preview.tier")}
      name="tier"
      options={[{ value: "", label: t("editor.noTier") }, ...held]}
      value={tier}
      onChange={setTier}
    />
  );
}

function Receipt({ title, receipt }: { title: string; receipt: PageData["inForce"] }) {
  const { t } = useTexts();
  const { locale } = useFormats();
  const pointsText = usePointsText();
  return (
    <Card>
      <Titled title={title}>
        {receipt === null ? (
          <Text as="p" tone="subdued">
            {t("preview.nothing")}
          </Text>
        ) : (
          <>
            <Text as="p" variant="headingLg">
              {pointsText(receipt.points)}
            </Text>
            <List>
              {receipt.steps[locale].map((step, at) => (
                <List.Item key={at}>{step}</List.Item>
              ))}
            </List>
          </>
        )}
      </Titled>
    </Card>
  );
}
