import {
  activateBlock,
  changeActivations,
  listActivations,
} from "#dev-shop/storefront/activations.ts";
import type { Activation } from "#dev-shop/storefront/activations.ts";
import { parseSetting } from "#dev-shop/storefront/block-schema.ts";
import type { SettingValues } from "#dev-shop/storefront/block-schema.ts";
import { readForm, redirect } from "#dev-shop/storefront/http.ts";
import type { Exchange } from "#dev-shop/storefront/http.ts";
import { editorText, readThemeExtensions } from "#dev-shop/storefront/theme-extensions.ts";
import type { ExtensionBlock, ThemeExtension } from "#dev-shop/storefront/theme-extensions.ts";
import { html } from "#dev-shop/admin/html.ts";
import type { Html } from "#dev-shop/admin/html.ts";
import { sendAdminPage } from "#dev-shop/admin/layout.ts";
import { goBack } from "#dev-shop/admin/route.ts";
import type { AdminRoute } from "#dev-shop/admin/route.ts";
import { settingFields } from "#dev-shop/admin/setting-fields.ts";

const PAGE = "/admin/themes/current/editor";
export const TEMPLATES = ["index", "product", "collection", "cart", "page", "account"];

export const themeEditorRoutes: AdminRoute[] = [
  { method: "GET", pattern: /^\/admin\/themes\/(?:current|\d+)\/editor$/, answer: showEditor },
  { method: "POST", pattern: /^\/admin\/themes\/current\/editor\/add$/, answer: addBlock },
  { method: "POST", pattern: /^\/admin\/themes\/current\/editor\/save$/, answer: saveBlock },
  { method: "POST", pattern: /^\/admin\/themes\/current\/editor\/remove$/, answer: removeBlock },
];

type Known = { extension: ThemeExtension; block: ExtensionBlock };

function knownBlocks({ devShop }: Exchange): Known[] {
  const extensions = readThemeExtensions(devShop.app.extensionsFolder);
  return extensions.flatMap((extension) => extension.blocks.map((block) => ({ extension, block })));
}

/** The deep links of Shopify's editor work here too: they lead to the block they name. */
async function showEditor(exchange: Exchange): Promise<void> {
  const { devShop, url } = exchange;
  const linked = (url.searchParams.get("activateAppId") ?? url.searchParams.get("addAppBlockId"))
    ?.split("/")
    .at(1);
  const blocks = knownBlocks(exchange);
  const activations = await listActivations(devShop);
  const cards = blocks.map((known) =>
    blockCard(known, { activations, isLinked: known.block.handle === linked }),
  );
  await sendAdminPage(exchange, {
    title: "Theme editor",
    content: html`<h1>Theme editor</h1>
      <p class="soft">
        What the app offers the theme: embeds work on every page, blocks stand in templates.
      </p>
      ${cards.length > 0 ? cards : html`<p class="empty">The app has no theme extension.</p>`}`,
  });
}

function blockCard(
  known: Known,
  { activations, isLinked }: { activations: Activation[]; isLinked: boolean },
): Html {
  const { extension, block } = known;
  const { schema, handle } = block;
  const isEmbed = schema.target !== "section";
  const own = activations.filter(
    (one) => one.extension === extension.handle && one.block === handle,
  );
  return html`<section class="card ${isLinked && "card--linked"}" id="${handle}">
    <h2>
      ${editorText(extension, schema.name, "en")}
      <span class="badge">${isEmbed ? "app embed" : "app block"}</span>
    </h2>
    ${own.map((activation) => activeForm(known, activation))}
    ${(!isEmbed || own.length === 0) && addForm(known, isEmbed)}
  </section>`;
}

function identity({ extension, block }: Known): Html {
  return html`<input type="hidden" name="extension" value="${extension.handle}" />
    <input type="hidden" name="block" value="${block.handle}" />`;
}

function addForm(known: Known, isEmbed: boolean): Html {
  const id = `template-${known.block.handle}`;
  return html`<form method="post" action="${PAGE}/add">
    ${identity(known)}
    ${
      !isEmbed &&
      html`<div class="field">
        <label for="${id}">Template</label>
        <select id="${id}" name="template">
          ${TEMPLATES.map((template) => html`<option>${template}</option>`)}
        </select>
      </div>`
    }
    <button class="primary">${isEmbed ? "Activate" : "Add block"}</button>
  </form>`;
}

function activeForm(known: Known, activation: Activation): Html {
  return html`<form method="post" action="${PAGE}/save" class="active">
    ${identity(known)} <input type="hidden" name="id" value="${activation.id}" />
    <p><span class="badge badge--on">${activation.template ?? "active"}</span></p>
    ${settingFields(known.extension, known.block, activation)}
    <div class="buttons">
      <button class="primary">Save</button>
      <button class="danger" formaction="${PAGE}/remove">
        ${activation.template === null ? "Deactivate" : "Remove"}
      </button>
    </div>
  </form>`;
}

async function addBlock(exchange: Exchange): Promise<void> {
  const form = await readForm(exchange);
  const known = findKnown(exchange, form);
  if (!known) return goBack(exchange, PAGE, { problem: "There is no such block." });
  const isEmbed = known.block.schema.target !== "section";
  const template = TEMPLATES.find((name) => name === form.get("template")) ?? "index";
  await activateBlock(exchange.devShop, {
    extension: known.extension.handle,
    block: known.block.handle,
    template: isEmbed ? null : template,
  });
  redirect(exchange.res, `${PAGE}?message=Activated.#${known.block.handle}`);
}

function findKnown(exchange: Exchange, form: URLSearchParams): Known | undefined {
  return knownBlocks(exchange).find(
    ({ extension, block }) =>
      extension.handle === form.get("extension") && block.handle === form.get("block"),
  );
}

async function saveBlock(exchange: Exchange): Promise<void> {
  const form = await readForm(exchange);
  const known = findKnown(exchange, form);
  if (!known) return goBack(exchange, PAGE, { problem: "There is no such block." });
  const settings: SettingValues = {};
  for (const definition of known.block.schema.settings) {
    if (definition.id === undefined) continue;
    settings[definition.id] = parseSetting(definition, form.get(`setting-${definition.id}`));
  }
  await changeActivations(exchange.devShop, (items) =>
    items.map((item) => (isMeant(item, form) ? { ...item, settings } : item)),
  );
  redirect(exchange.res, `${PAGE}?message=Saved.#${known.block.handle}`);
}

async function removeBlock(exchange: Exchange): Promise<void> {
  const form = await readForm(exchange);
  await changeActivations(exchange.devShop, (items) =>
    items.filter((item) => !isMeant(item, form)),
  );
  goBack(exchange, PAGE, { message: "Removed." });
}

function isMeant({ id, extension }: Activation, form: URLSearchParams): boolean {
  return id === form.get("id") && extension === form.get("extension");
}
