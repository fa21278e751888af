import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { BlockStack, Box, Card, Page } from "@shopify/polaris";
import { z } from "zod";
import { requireMerchant } from "#app/context.server.ts";
import { parsePageWish } from "#app/queries/keyset-page.ts";
import { membersPage } from "#app/queries/members-page.ts";
import { useFormats } from "#app/ui/formats.tsx";
import { LinkedTable } from "#app/ui/linked-table.tsx";
import { ListSearch } from "#app/ui/list-search.tsx";
import { useMemberName } from "#app/ui/member-name.ts";
import { NothingHere } from "#app/ui/nothing-here.tsx";
import { Pager } from "#app/ui/pager.tsx";
import { SearchText, storable } from "#app/ui/parse-form.ts";
import { useTexts } from "#app/ui/texts.tsx";

const SORTS = ["newest", "oldest", "most", "least"] as const;

const Wish = z.object({
  search: SearchText,
  tier: z.string().max(40).catch(""),
  sort: z.enum(SORTS).catch("newest"),
});

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireMerchant(request);
  const params = new URL(request.url).searchParams;
  const wish = Wish.parse(storable(params));
  return json(await membersPage(ctx, { ...wish, ...parsePageWish(params) }));
}

type PageData = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Members() {
  const { t } = useTexts();
  const page = useLoaderData<typeof loader>();
  const [params] = useSearchParams();
  const searched = params.get("search") || params.get("tier");
  const nobody = page.members.length === 0 && !searched;
  return (
    <Page title={t("members.title")}>
      <BlockStack gap="400">
        <Card padding="0">
          {!nobody && (
            <Box padding="400">
              <Search tiers={page.tiers} />
            </Box>
          )}
          {page.members.length === 0 ? <Empty /> : <MembersTable page={page} />}
        </Card>
        <Pager links={page.links} />
      </BlockStack>
    </Page>
  );
}

function Search({ tiers }: Pick<PageData, "tiers">) {
  const { t } = useTexts();
  const { localText } = useFormats();
  const tierOptions = [
    { value: "", label: t("members.filters.allTiers") },
    ...tiers.map(({ id, name }) => ({ value: id, label: localText(name) })),
    { value: "none", label: t("members.filters.noTier") },
  ];
  const sortOptions = SORTS.map((value) => ({ value, label: t(`members.sort.${value}`) }));
  return (
    <ListSearch
      label={t("members.search.label")}
      placeholder={t("members.search.placeholder")}
      filters={[
        { name: "tier", label: t("members.filters.tier"), options: tierOptions },
        { name: "sort", label: t("members.filters.sort"), options: sortOptions },
      ]}
    />
  );
}

function Empty() {
  const { t } = useTexts();
  const [params] = useSearchParams();
  const kind = params.get("search") || params.get("tier") ? "nothingFound" : "empty";
  return <NothingHere title={t(`members.${kind}.title`)} text={t(`members.${kind}.text`)} />;
}

function MembersTable({ page }: { page: PageData }) {
  const { t } = useTexts();
  const { count, day, localText } = useFormats();
  const nameOf = useMemberName();
  const tierNames = new Map(page.tiers.map(({ id, name }) => [id, localText(name)]));
  return (
    <LinkedTable
      label={t("members.listLabel")}
      headings={[
        t("members.columns.member"),
        t("members.columns.tier"),
        t("members.columns.available"),
        t("members.columns.pending"),
        t("members.columns.joined"),
      ]}
      numeric={[2, 3]}
      rows={page.members.map((member) => ({
        id: member.id,
        url: `/app/members/${member.id}`,
        name: nameOf(member),
        detail: member.email,
        cells: [
          member.tierId === null ? t("none") : (tierNames.get(member.tierId) ?? member.tierId),
          count(member.available),
          count(member.pending),
          day(member.joinedAt),
        ],
      }))}
    />
  );
}
