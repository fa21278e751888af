import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireMerchant } from "#app/context.server.ts";
import { itemPart } from "#app/queries/program-part.ts";
import { ActivityFields } from "#app/ui/activity-fields.tsx";
import { DraftPage } from "#app/ui/draft-page.tsx";
import { useFormats } from "#app/ui/formats.tsx";
import { requireFound } from "#app/ui/require-found.ts";
import { useTexts } from "#app/ui/texts.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireMerchant(request);
  const wish = { list: "activities" as const, id: params["activityId"] ?? "" };
  return json(requireFound(await itemPart(ctx, wish)));
}

export default function EditActivity() {
  const { t } = useTexts();
  const { localText } = useFormats();
  const { draft, productTitles, index } = useLoaderData<typeof loader>();
  const { activities } = draft.document;
  return (
    <DraftPage
      title={localText(activities[index]?.name ?? { en: "" })}
      back={{ content: t("program.title"), url: "/app/program" }}
      draft={draft}
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
