import { useFetcher } from "@remix-run/react";
import {
  BlockStack,
  Button,
  Card,
  Form,
  FormLayout,
  Page,
  Select,
  TextField,
} from "@shopify/polaris";
import { useState, type ReactNode } from "react";
import { useFormats, type LocalText } from "#app/ui/formats.tsx";
import { RefusalBanner, useReturnToMember, type MemberAnswer } from "#app/ui/member-form.tsx";
import { useMemberName } from "#app/ui/member-name.ts";
import { NothingHere } from "#app/ui/nothing-here.tsx";
import { useTexts } from "#app/ui/texts.tsx";
import { useToast } from "#app/ui/use-toast.ts";

type Member = { id: string; name: string | null; customerNumbers: string[]; erased: boolean };

type PageProps = {
  member: Member;
  title: string;
  button: string;
  done: string;
  nothing: string;
  /** Whether there is anything to choose. */
  possible: boolean;
  wish: Record<string, string>;
  children: ReactNode;
};

/** Says one thing of a member by hand: which one, and what belongs to it. */
export function ByHandPage(props: PageProps) {
  const { member, title } = props;
  const fetcher = useFetcher<MemberAnswer>();
  useToast(fetcher.data, props.done);
  useReturnToMember(fetcher, member.id);
  const name = useMemberName()({ ...member, customerNumber: member.customerNumbers[0] ?? null });
  const submit = () => fetcher.submit(props.wish, { method: "post" });
  return (
    <Page
      narrowWidth
      title={title}
      subtitle={name}
      backAction={{ content: name, url: `/app/members/${member.id}` }}
    >
      <BlockStack gap="400">
        <RefusalBanner answer={fetcher.data} />
        <Card>
          <Body {...props} busy={fetcher.state !== "idle"} submit={submit} />
        </Card>
      </BlockStack>
    </Page>
  );
}

function Body(props: PageProps & { busy: boolean; submit: () => void }) {
  if (!props.possible) return <NothingHere title={props.title} text={props.nothing} />;
  return (
    <Form onSubmit={props.submit}>
      <FormLayout>
        {props.children}
        <Button submit variant="primary" loading={props.busy}>
          {props.button}
        </Button>
      </FormLayout>
    </Form>
  );
}

type FieldProps = { label: string; value: string; onChange: (value: string) => void };

/** One of the program's own things. */
export function NamedChoice(
  props: FieldProps & { named: { id: string; name: LocalText }[]; none?: string },
) {
  const { localText } = useFormats();
  const { named, none, ...field } = props;
  const options = named.map(({ id, name }) => ({ value: id, label: localText(name) }));
  return <Select {...field} options={none ? [...options, { value: "", label: none }] : options} />;
}

/** Why, or what with: a line of the merchant's own. */
export function NoteField(props: FieldProps & { help?: string }) {
  const { help, ...field } = props;
  return (
    <TextField
      {...field}
      maxLength={200}
      autoComplete="off"
      {...(help ? { helpText: help } : {})}
    />
  );
}

/** State of a few fields of text, with how to change one. */
export function useFields<T extends Record<string, string>>(first: T) {
  const [fields, setFields] = useState(first);
  const set = (name: keyof T) => (value: string) => setFields({ ...fields, [name]: value });
  return { fields, set, t: useTexts().t };
}
