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
import { ConfirmModal } from "#app/ui/confirm-modal.tsx";
import { useFormats, type LocalText } from "#app/ui/formats.tsx";
import { RefusalBanner, useReturnToMember, type MemberAnswer } from "#app/ui/member-form.tsx";
import { useMemberName } from "#app/ui/member-name.ts";
import { NothingHere } from "#app/ui/nothing-here.tsx";
import { useQuestion } from "#app/ui/use-question.ts";
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
  /** What to ask before it is done; null while something is missing. Without one, nothing is. */
  question?: { title: string; text: string } | null;
  tone?: "critical" | "default";
  /** Told when it is submitted, so that what is missing can be said from then on. */
  onTry?: () => void;
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
  const { question } = props;
  const { ask, modal } = useQuestion({ sound: Boolean(question), send: props.submit });
  const submit = () => {
    props.onTry?.();
    if (question === undefined) props.submit();
    else ask();
  };
  if (!props.possible) return <NothingHere title={props.title} text={props.nothing} />;
  return (
    <Form onSubmit={submit}>
      <FormLayout>
        {props.children}
        <Button submit variant="primary" {...toneOf(props)} loading={props.busy}>
          {props.button}
        </Button>
      </FormLayout>
      {question && (
        <ConfirmModal
          id="confirm-by-hand"
          {...modal}
          {...question}
          action={props.button}
          tone={props.tone ?? "default"}
          busy={props.busy}
        />
      )}
    </Form>
  );
}

/** Polaris has no word for what is not critical. */
function toneOf({ tone }: PageProps): { tone?: "critical" } {
  return tone === "critical" ? { tone } : {};
}

type FieldProps = { label: string; value: string; onChange: (value: string) => void };

type ChoiceProps = FieldProps & {
  named: { id: string; name: LocalText }[];
  none?: string;
  placeholder?: string;
  error?: string;
};

/** One of the program's own things. */
export function NamedChoice({ named, none, ...field }: ChoiceProps) {
  const { localText } = useFormats();
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
