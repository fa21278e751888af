import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireMerchant } from "#app/context.server.ts";
import { itemPart } from "#app/queries/program-part.ts";
import { ActivityFields } from "#app/ui/activity-fields.tsx";
import { DraftPage } from "#app/ui/draft-page.tsx";
import { useFormats } from "#app/ui/formats.tsx";
import { freshActivity, newOf } from "#app/ui/fresh-items.ts";
import { requireFound } from "#app/ui/require-found.ts";
import { useTexts } from "#app/ui/texts.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireMerchant(request);
  const id = params["activityId"] ?? "";
  const template = newOf(request);
  const fresh = template === null ? null : () => freshActivity(id, template);
  const wish = { list: "activities" as const, id, fresh };
  return json(requireFound(await itemPart(ctx, wish)));
}

export default function EditActivity() {
  const { t } = useTexts();
  const { localText } = useFormats();
  const { draft, begun, productTitles, index } = useLoaderData<typeof loader>();
  const { activities } = draft.document;
  const activity = activities[index];
  return (
    <DraftPage
      title={activity ? localText(activity.name) : t("templates.add.activities")}
      back={{ content: t("program.title"), url: "/app/program" }}
      draft={draft}
      begun={begun}
      productTitles={productTitles}
      removal={{
        without: { ...draft.document, activities: activities.filter((_, at) => at !== index) },
        title: t("editor.removeActivityTitle"),
        text: t("editor.removeText"),
      }}
    >
      <ActivityFields path={`activities.${index}`} />
    </DraftPage>
  );
}
