import { ActionList, Button, Popover } from "@shopify/polaris";
import { useState } from "react";
import { ruleIdsOf } from "#app/ui/campaign-drafts.ts";
import { freshId } from "#app/ui/fresh-id.ts";
import type { Editing } from "#app/ui/program-chapters.tsx";
import {
  ACTIVITY_TEMPLATES,
  RULE_TEMPLATES,
  type ActivityTemplate,
  type RuleTemplate,
} from "#app/ui/program-templates.ts";
import { useTexts } from "#app/ui/texts.tsx";
import { en } from "#app/texts/en.ts";
import { zhCN } from "#app/texts/zh-CN.ts";

type Props = { list: "rules" | "activities"; editing: Editing };

/** Adds one of what people often want to the draft, and opens it to be changed. */
export function AddFromTemplate({ list, editing }: Props) {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  const templates = Object.keys(list === "rules" ? RULE_TEMPLATES : ACTIVITY_TEMPLATES);
  const items = templates.map((template) => ({
    content:
      list === "rules"
        ? t(`templates.rules.${template as RuleTemplate}`)
        : t(`templates.activities.${template as ActivityTemplate}`),
    onAction: () => {
      setOpen(false);
      add(template, { list, editing });
    },
  }));
  return (
    <Popover
      active={open}
      onClose={() => setOpen(false)}
      activator={
        <Button disclosure loading={editing.busy} onClick={() => setOpen(!open)}>
          {t(`templates.add.${list}`)}
        </Button>
      }
    >
      <ActionList actionRole="menuitem" items={items} />
    </Popover>
  );
}

function add(template: string, { list, editing }: Props): void {
  const { document, save } = editing;
  if (list === "rules") {
    const key = template as RuleTemplate;
    const rule = named(en.templates.rules[key], zhCN.templates.rules[key], ruleIdsOf(document));
    const rules = [...document.earning.rules, { ...rule, ...RULE_TEMPLATES[key] }];
    const earning = { ...document.earning, rules };
    return save({ ...document, earning }, `/app/program/rules/${rule.id}`);
  }
  const key = template as ActivityTemplate;
  const taken = document.activities.map(({ id }) => id);
  const activity = named(en.templates.activities[key], zhCN.templates.activities[key], taken);
  const activities = [...document.activities, { ...activity, ...ACTIVITY_TEMPLATES[key] }];
  save({ ...document, activities }, `/app/program/activities/${activity.id}`);
}

function named(english: string, chinese: string, taken: string[]) {
  return { id: freshId(english, taken), name: { en: english, "zh-CN": chinese } };
}
