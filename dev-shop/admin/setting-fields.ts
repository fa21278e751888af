import type { Activation } from "#dev-shop/storefront/activations.ts";
import { settingValues } from "#dev-shop/storefront/block-schema.ts";
import type { SettingDefinition } from "#dev-shop/storefront/block-schema.ts";
import { editorText } from "#dev-shop/storefront/theme-extensions.ts";
import type { ExtensionBlock, ThemeExtension } from "#dev-shop/storefront/theme-extensions.ts";
import { html } from "#dev-shop/admin/html.ts";
import type { Html } from "#dev-shop/admin/html.ts";

/** A form field for each setting of a block, with its present value. */
export function settingFields(
  extension: ThemeExtension,
  { schema }: ExtensionBlock,
  activation: Activation,
): Html[] {
  const values = settingValues(schema, activation.settings);
  const text = (words: string | undefined) => editorText(extension, words ?? "", "en");
  return schema.settings.map((definition) => {
    const { id: name, type, content, label, info } = definition;
    if (name === undefined) {
      return type === "header" ? html`<h3>${text(content)}</h3>` : html`<p>${text(content)}</p>`;
    }
    const id = `${activation.id}-${name}`;
    const field = { id, name: `setting-${name}`, value: values[name] ?? null, text };
    if (type === "checkbox") {
      return html`<label class="check">${control(definition, field)} ${text(label)}</label>`;
    }
    return html`<div class="field">
      <label for="${id}">${text(label)}</label>
      ${control(definition, field)} ${info && html`<p class="soft">${text(info)}</p>`}
    </div>`;
  });
}

type Field = {
  id: string;
  name: string;
  value: string | number | boolean | null;
  text: (words: string | undefined) => string;
};

const INPUT_TYPES: Record<string, string> = {
  color: "color",
  number: "number",
  range: "number",
  url: "text",
};

function control(definition: SettingDefinition, { id, name, value, text }: Field): Html {
  const { type, options = [], min, max, step } = definition;
  if (type === "checkbox") {
    return html`<input id="${id}" name="${name}" type="checkbox" ${value === true && "checked"} />`;
  }
  if (type === "select" || type === "radio" || type === "text_alignment") {
    return html`<select id="${id}" name="${name}">
      ${options.map(
        (option) =>
          html`<option value="${option.value}" ${option.value === value && "selected"}>
            ${text(option.label)}
          </option>`,
      )}
    </select>`;
  }
  if (type === "textarea" || type === "richtext" || type === "html" || type === "liquid") {
    return html`<textarea id="${id}" name="${name}" rows="3">${String(value ?? "")}</textarea>`;
  }
  return html`<input
    id="${id}"
    name="${name}"
    type="${INPUT_TYPES[type] ?? "text"}"
    value="${String(value ?? "")}"
    ${min !== undefined && html`min="${min}"`}
    ${max !== undefined && html`max="${max}"`}
    ${step !== undefined && html`step="${step}"`}
  />`;
}
