import { useNavigate } from "@remix-run/react";
import { ActionList, Button, Popover } from "@shopify/polaris";
import { useState } from "react";
import type { ProgramDocument } from "#app/domain/program/document.ts";
import { ruleIdsOf } from "#app/ui/campaign-drafts.ts";
import { freshId } from "#app/ui/fresh-id.ts";
import { NEW } from "#app/ui/fresh-items.ts";
import {
  ACTIVITY_TEMPLATES,
  RULE_TEMPLATES,
  type ActivityTemplate,
  type RuleTemplate,
} from "#app/ui/program-templates.ts";
import { useTexts } from "#app/ui/texts.tsx";
import { en } from "#app/texts/en.ts";

type List = "rules" | "activities";

/** Opens one of what people often want, to be changed; it is in the draft once it is saved. */
export function AddFromTemplate({ list, document }: { list: List; document: ProgramDocument }) {
  const { t } = useTexts();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const templates = Object.keys(list === "rules" ? RULE_TEMPLATES : ACTIVITY_TEMPLATES);
  const items = templates.map((template) => ({
    content:
      list === "rules"
        ? t(`templates.rules.${template as RuleTemplate}`)
        : t(`templates.activities.${template as ActivityTemplate}`),
    onAction: () => {
      setOpen(false);
      navigate(`/app/program/${list}/${idOf(template, list, document)}?${NEW}=${template}`);
    },
  }));
  return (
    <Popover
      active={open}
      onClose={() => setOpen(false)}
      activator={
        <Button disclosure onClick={() => setOpen(!open)}>
          {t(`templates.add.${list}`)}
        </Button>
      }
    >
      <ActionList actionRole="menuitem" items={items} />
    </Popover>
  );
}

/** An id that none of the others has, made of the template's name. */
function idOf(template: string, list: List, document: ProgramDocument): string {
  if (list === "rules") {
    return freshId(en.templates.rules[template as RuleTemplate], ruleIdsOf(document));
  }
  const taken = document.activities.map(({ id }) => id);
  return freshId(en.templates.activities[template as ActivityTemplate], taken);
}
