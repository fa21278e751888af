import { en } from "#app/texts/en.ts";
import { zhCN } from "#app/texts/zh-CN.ts";
import { withValue } from "#app/ui/draft-form.tsx";
import {
  ACTIVITY_TEMPLATES,
  RULE_TEMPLATES,
  type ActivityTemplate,
  type RuleTemplate,
} from "#app/ui/program-templates.ts";

/** Written in the address of a page that adds something, with what it begins with. */
export const NEW = "new";

/** What the address of a request begins with, or null if it adds nothing. */
export function newOf(request: Request): string | null {
  return new URL(request.url).searchParams.get(NEW);
}

/** A begun draft in which what stands at a path has no name yet: people give it one. */
export function withoutName(begun: unknown, path: string): unknown {
  return begun === null ? null : withValue(begun, [...path.split("."), "name"], { en: "" });
}

/** A reward to begin with: a small discount. */
export function freshReward(id: string) {
  return {
    id,
    name: { en: id },
    gives: { kind: "amount-off", amount: "5" },
    costPoints: 100,
    validDays: 90,
  };
}

/** A rule by its template; null if there is none of this name. */
export function freshRule(id: string, template: string) {
  if (!Object.hasOwn(RULE_TEMPLATES, template)) return null;
  const key = template as RuleTemplate;
  const name = { en: en.templates.rules[key], "zh-CN": zhCN.templates.rules[key] };
  return { id, name, ...RULE_TEMPLATES[key] };
}

/** An activity by its template; null if there is none of this name. */
export function freshActivity(id: string, template: string) {
  if (!Object.hasOwn(ACTIVITY_TEMPLATES, template)) return null;
  const key = template as ActivityTemplate;
  const name = { en: en.templates.activities[key], "zh-CN": zhCN.templates.activities[key] };
  return { id, name, ...ACTIVITY_TEMPLATES[key] };
}
