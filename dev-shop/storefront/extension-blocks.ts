import { readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { join } from "node:path";
import type { DevShop } from "#dev-shop/dev-shop.ts";
import { gid } from "#dev-shop/model.ts";
import type { Activation } from "#dev-shop/storefront/activations.ts";
import { listActivations } from "#dev-shop/storefront/activations.ts";
import { fileName, sendAsset } from "#dev-shop/storefront/assets.ts";
import { isAllowedIn, settingValues } from "#dev-shop/storefront/block-schema.ts";
import type { LiquidState } from "#dev-shop/storefront/liquid-state.ts";
import { scriptJson } from "#dev-shop/storefront/liquid-filters.ts";
import { liquidMetafields } from "#dev-shop/storefront/metafields.ts";
import { readThemeExtensions } from "#dev-shop/storefront/theme-extensions.ts";
import type { ExtensionBlock, ThemeExtension } from "#dev-shop/storefront/theme-extensions.ts";
import { escapeHtml, translate } from "#dev-shop/storefront/translations.ts";

export type PlacedBlock = {
  activation: Activation;
  extension: ThemeExtension;
  block: ExtensionBlock;
};

export type BlockPage = {
  state: LiquidState;
  globals: Record<string, unknown>;
  designMode: boolean;
};

/** What is switched on for a template; nothing while the app is not installed. */
export async function placedBlocks(devShop: DevShop, template: string): Promise<PlacedBlock[]> {
  const extensions = readThemeExtensions(devShop.app.extensionsFolder);
  if (extensions.length === 0 || !(await findInstallation(devShop))) return [];
  const activations = await listActivations(devShop);
  return activations.flatMap((activation) => {
    const extension = extensions.find(({ handle }) => handle === activation.extension);
    const block = extension?.blocks.find(({ handle }) => handle === activation.block);
    if (!extension || !block || !isAllowedIn(block.schema, template)) return [];
    const isHere = activation.template === null || activation.template === template;
    return isHere ? [{ activation, extension, block }] : [];
  });
}

/** The installation of the app, unless there is none now. */
export async function findInstallation({ store, app }: DevShop) {
  const installation = await store.findByKey("app_installation", app.clientId);
  return installation && installation.uninstalledAt === null ? installation : null;
}

/** The markup of one block, in its wrapper; empty when `available_if` says no. */
export async function renderBlock(devShop: DevShop, placed: PlacedBlock, page: BlockPage) {
  const { activation, extension, block } = placed;
  const installation = await findInstallation(devShop);
  const app = {
    metafields: installation
      ? await liquidMetafields(devShop, gid("AppInstallation", installation.id))
      : {},
  };
  const state = extensionState(extension, page.state);
  const attributes = scriptJson({ id: activation.id, type: `${extension.handle}/${block.handle}` });
  const blockObject = {
    id: activation.id,
    type: `shopify://apps/${devShop.app.handle}/blocks/${block.handle}/${extension.handle}`,
    settings: settingValues(block.schema, activation.settings),
    shopify_attributes: page.designMode
      ? `data-shopify-editor-block='${escapeHtml(attributes)}'`
      : "",
  };
  const liquidPage = {
    state,
    // Snippets see the block too, as on Shopify.
    globals: { ...page.globals, app, block: blockObject },
  };
  const condition = block.schema.available_if;
  if (condition && (await extension.engine.renderText(condition, liquidPage)).trim() !== "true") {
    return "";
  }
  const markup = await extension.engine.render(`blocks/${block.handle}`, liquidPage);
  return wrapped(markup, placed);
}

function wrapped(markup: string, { activation, block: { schema } }: PlacedBlock): string {
  if (schema.target === "head" || schema.target === "compliance_head") return markup;
  const tag = schema.tag ?? "div";
  const classes = ["shopify-block", "shopify-app-block", schema.class ?? ""].join(" ").trim();
  const id = escapeHtml(`shopify-block-${activation.id}`);
  return `<${tag} id="${id}" class="${escapeHtml(classes)}">${markup}</${tag}>`;
}

function extensionState(extension: ThemeExtension, state: LiquidState): LiquidState {
  const { translations, folder } = extension;
  return {
    ...state,
    translate: (key, values) => translate(translations, state.locale, { key, values }),
    assetUrl: (file) => assetUrl(extension, file),
    readAsset: (file) => readFileSync(join(folder, "assets", fileName(file)), "utf8"),
  };
}

function assetUrl({ handle, version }: ThemeExtension, file: string): string {
  return `/extensions/${handle}/${version}/assets/${encodeURIComponent(file)}`;
}

/** The stylesheets and scripts that the blocks' schemas name, each once. */
export function blockAssets(blocks: PlacedBlock[]): string {
  const styles = blocks.flatMap(({ extension, block: { schema } }) =>
    schema.stylesheet ? [assetUrl(extension, schema.stylesheet)] : [],
  );
  const scripts = blocks.flatMap(({ extension, block: { schema } }) =>
    schema.javascript ? [assetUrl(extension, schema.javascript)] : [],
  );
  return [
    ...[...new Set(styles)].map((url) => `<link rel="stylesheet" href="${url}" media="all">`),
    ...[...new Set(scripts)].map((url) => `<script src="${url}" defer="defer"></script>`),
  ].join("\n");
}

/** GET /extensions/{handle}/{version}/assets/{file} */
export function sendExtensionAsset({ app }: DevShop, res: ServerResponse, path: string): boolean {
  const match = /^\/extensions\/([^/]+)\/(?:[^/]+\/)?assets\/([^/]+)$/.exec(path);
  const extension = readThemeExtensions(app.extensionsFolder).find((e) => e.handle === match?.[1]);
  if (!match || !extension) return false;
  return sendAsset(res, join(extension.folder, "assets"), match[2] ?? "");
}
