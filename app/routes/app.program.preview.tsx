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
const Amount = z
  .string()
  .trim()
  .regex(/^\d{1,9}([.,]\d{1,2})?$/)
  .transform((text) => text.replace(",", "."));
const Wish = z.object({
  order: Choice,
  tier: Choice,
  day: z.iso.date().nullish().catch(null),
  amount: z.string().catch("80"),
});

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireMerchant(request);
  const asked = Wish.parse(storable(new URL(request.url).searchParams));
  const { order, tier, day } = asked;
  const amount = Amount.safeParse(asked.amount);
  const wish = { orderId: order || null, tierId: tier || null, day: day ?? null };
  const page = await previewPage(ctx, { ...wish, amount: amount.data ?? "80" });
  const unread = wish.orderId === null && !amount.success;
  return json({ ...page, unread, wish: { ...wish, amount: asked.amount } });
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
        {!page.unread && (
          <InlineGrid columns={{ xs: 1, md: 2 }} gap="400">
            <Receipt title={t("preview.inForce")} receipt={page.inForce} />
            <Receipt title={t("preview.draft")} receipt={page.draft} />
          </InlineGrid>
        )}
      </BlockStack>
    </Page>
  );
}

function Choose({ page }: { page: PageData }) {
  const { t } = useTexts();
  const [order, setOrder] = useState(page.wish.orderId ?? "");
  const busy = useNavigation().state === "loading";
  return (
    <Form>
      <FormLayout>
        <FormLayout.Group>
          <OrderChoice orders={page.orders} order={order} choose={setOrder} />
          {order === "" && <AmountField wish={page.wish} unread={page.unread} />}
          {order === "" && <DayField chosen={page.wish.day} />}
          <TierChoice tiers={page.tiers} chosen={page.wish.tierId} />
        </FormLayout.Group>
        <Button submit loading={busy}>
          {t("preview.show")}
        </Button>
      </FormLayout>
    </Form>
  );
}

function AmountField({ wish, unread }: Pick<PageData, "wish" | "unread">) {
  const { t } = useTexts();
  const { currency } = useFormats();
  const [amount, setAmount] = useState(wish.amount);
  return (
    <TextField
      label={t("program.example.label")}
      name="amount"
      value={amount}
      onChange={setAmount}
      error={unread && amount === wish.amount ? t("preview.amountProblem") : false}
      suffix={currency}
      inputMode="decimal"
      autoComplete="off"
    />
  );
}

function DayField({ chosen }: { chosen: string | null }) {
  const { t } = useTexts();
  const [day, setDay] = useState(chosen ?? "");
  return (
    <TextField
      label={t("preview.day")}
      helpText={t("preview.dayHelp")}
      name="day"
      type="date"
      value={day}
      onChange={setDay}
      autoComplete="off"
    />
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
