import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireMerchant } from "#app/context.server.ts";
import { rulePart } from "#app/queries/program-part.ts";
import { valueAt, withValue } from "#app/ui/draft-form.tsx";
import { DraftPage } from "#app/ui/draft-page.tsx";
import { useFormats, type LocalText } from "#app/ui/formats.tsx";
import { freshRule, newOf } from "#app/ui/fresh-items.ts";
import { requireFound } from "#app/ui/require-found.ts";
import { RuleFields } from "#app/ui/rule-fields.tsx";
import { useTexts } from "#app/ui/texts.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireMerchant(request);
  const ruleId = params["ruleId"] ?? "";
  const template = newOf(request);
  const fresh = template === null ? null : () => freshRule(ruleId, template);
  return json(requireFound(await rulePart(ctx, { ruleId, fresh })));
}

export default function EditRule() {
  const { t } = useTexts();
  const { localText } = useFormats();
  const { draft, begun, productTitles, list, index, campaignId } = useLoaderData<typeof loader>();
  const rules = valueAt(draft.document, list) as { name: LocalText }[];
  const rest = rules.filter((_, at) => at !== index);
  const back = campaignId === null ? "/app/program" : `/app/program/campaigns/${campaignId}`;
  return (
    <DraftPage
      title={rules[index] ? localText(rules[index].name) : t("templates.add.rules")}
      back={{ content: t("program.title"), url: back }}
      draft={draft}
      begun={begun}
      productTitles={productTitles}
      removal={{
        without: withValue(draft.document, list.split("."), rest),
        title: t("editor.removeRuleTitle"),
        text: t("editor.removeText"),
      }}
    >
      <RuleFields path={`${list}.${index}`} />
    </DraftPage>
  );
}
