import { useSearchParams, useNavigation } from "@remix-run/react";
import { Button, Form, FormLayout, InlineStack, Select, TextField } from "@shopify/polaris";
import { useState } from "react";
import { LONGEST_SEARCH } from "#app/ui/parse-form.ts";
import { useTexts } from "#app/ui/texts.tsx";

export type ListFilter = {
  /** Its name in the address. */
  name: string;
  label: string;
  options: { value: string; label: string }[];
};

/** Search and filters over a list, kept in the address so that a view can be shared. */
export function ListSearch(props: { label: string; placeholder: string; filters: ListFilter[] }) {
  const { t } = useTexts();
  const [params, setParams] = useSearchParams();
  const [search, setSearch] = useState(params.get("search") ?? "");
  const busy = useNavigation().state === "loading";
  const set = (name: string, value: string) => setParams(changed(params, name, value));
  return (
    <Form onSubmit={() => set("search", search.trim())}>
      <FormLayout>
        <TextField
          label={props.label}
          labelHidden
          type="search"
          value={search}
          placeholder={props.placeholder}
          onChange={setSearch}
          maxLength={LONGEST_SEARCH}
          autoComplete="off"
          clearButton
          onClearButtonClick={() => {
            setSearch("");
            set("search", "");
          }}
          connectedRight={
            <Button submit loading={busy}>
              {t("actions.search")}
            </Button>
          }
        />
        <Filters filters={props.filters} set={set} />
      </FormLayout>
    </Form>
  );
}

function Filters(props: { filters: ListFilter[]; set: (name: string, value: string) => void }) {
  const [params] = useSearchParams();
  return (
    <InlineStack gap="300" wrap>
      {props.filters.map(({ name, label, options }) => (
        <Select
          key={name}
          label={label}
          labelInline
          options={options}
          value={params.get(name) ?? options[0]?.value ?? ""}
          onChange={(value) => props.set(name, value)}
        />
      ))}
    </InlineStack>
  );
}

/** Another search begins at its first page. */
function changed(params: URLSearchParams, name: string, value: string): URLSearchParams {
  const next = new URLSearchParams(params);
  next.delete("before");
  next.delete("after");
  if (value) next.set(name, value);
  else next.delete(name);
  return next;
}
