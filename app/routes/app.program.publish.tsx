import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData, useNavigate } from "@remix-run/react";
import { Banner, BlockStack, Card, Page, PageActions, Text } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { z } from "zod";
import { requireMerchant } from "#app/context.server.ts";
import { publishPage } from "#app/queries/publish-page.ts";
import { CountFrom } from "#app/ui/count-from.tsx";
import { parseForm } from "#app/ui/parse-form.ts";
import { ProductTitles } from "#app/ui/product-titles.tsx";
import { ProgramChanges } from "#app/ui/program-changes.tsx";
import { Revision } from "#app/ui/save-draft-form.ts";
import { SurprisesBanner } from "#app/ui/surprises-banner.tsx";
import { useToast, wentWell } from "#app/ui/use-toast.ts";
import { publishProgram } from "#app/usecases/publish-program.ts";
import { useTexts, type Say } from "#app/ui/texts.tsx";

/** A day from which on the first version counts, or nothing for now. */
const Since = z.union([
  z.literal("").transform(() => null),
  z.iso.date().refine((day) => day >= "2006-01-01"),
]);
const PublishForm = z.object({ revision: Revision, since: Since.default(null) });

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireMerchant(request);
  const since = Since.safeParse(new URL(request.url).searchParams.get("since") ?? "");
  return json(await publishPage(ctx, { since: since.data ?? null }));
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireMerchant(request);
  const form = await parseForm(request, PublishForm);
  if (!form.ok) return json({ ok: false, reason: "invalid" }, { status: 422 });

  const result = await publishProgram(ctx, form.value);
  if (!result.ok) return json({ ok: false, reason: result.reason }, { status: 409 });
  return json({ ok: true, reason: "" });
}

export default function Publish() {
  const { t } = useTexts();
  const page = useLoaderData<typeof loader>();
  const fetcher = useFetcher<typeof action>();
  const [since, setSince] = useState("");
  useToast(fetcher.data, t("program.publish.done"));
  useLeaveWhenDone(fetcher.data);
  const publish = {
    content: t("program.publish.button"),
    onAction: () => fetcher.submit({ revision: String(page.revision), since }, { method: "post" }),
    loading: fetcher.state !== "idle",
    disabled: !page.differs,
  };
  return (
    <Page
      title={t("program.publish.title")}
      backAction={{ content: t("program.title"), url: "/app/program" }}
      primaryAction={publish}
    >
      <ProductTitles titles={page.productTitles}>
        <BlockStack gap="400">
          <Refusal reason={fetcher.data?.reason ?? ""} />
          {page.history && <CountFrom history={page.history} since={since} onChange={setSince} />}
          <WhatFollows page={page} />
        </BlockStack>
        {page.differs && <PageActions primaryAction={publish} />}
      </ProductTitles>
    </Page>
  );
}

function WhatFollows({ page }: { page: ReturnType<typeof useLoaderData<typeof loader>> }) {
  const { t } = useTexts();
  const { differs, document, inForce, surprises, version } = page;
  if (!differs) return <Card>{t("program.publish.nothing")}</Card>;
  return (
    <>
      <Card>
        <Text as="p">{t(version === null ? "program.publish.first" : "program.publish.next")}</Text>
      </Card>
      <SurprisesBanner surprises={surprises} document={document} />
      <ProgramChanges before={inForce} after={document} />
    </>
  );
}

function Refusal({ reason }: { reason: string }) {
  const { t } = useTexts();
  if (reason === "") return null;
  const unsound = reason === "invalid";
  return (
    <Banner
      tone={unsound ? "critical" : "warning"}
      title={unsound ? t("program.publish.problems") : refusalText(t, reason)}
      action={{ content: t("program.publish.toDraft"), url: "/app/program" }}
    />
  );
}

function refusalText(t: Say, reason: string): string {
  if (reason === "no-draft") return t("problems.noDraft");
  if (reason === "too-early") return t("problems.tooEarly");
  return t("problems.changedElsewhere");
}

function useLeaveWhenDone(answer: unknown): void {
  const navigate = useNavigate();
  useEffect(() => {
    if (wentWell(answer)) navigate("/app/program");
  }, [answer, navigate]);
}
