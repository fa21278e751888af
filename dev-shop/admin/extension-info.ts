import type { DevShop } from "#dev-shop/dev-shop.ts";
import { gid } from "#dev-shop/model.ts";
import { listActivations } from "#dev-shop/storefront/activations.ts";
import { editorText, readThemeExtensions } from "#dev-shop/storefront/theme-extensions.ts";

const THEME = gid("OnlineStoreTheme", 1);

/** What `shopify.app.extensions()` answers: which blocks and embeds stand where. */
export async function extensionInfo(devShop: DevShop): Promise<unknown[]> {
  const activations = await listActivations(devShop);
  return readThemeExtensions(devShop.app.extensionsFolder).map((extension) => ({
    handle: extension.handle,
    type: "theme_app_extension",
    activations: extension.blocks.map(({ handle, schema }) => {
      const own = activations.filter(
        (one) => one.extension === extension.handle && one.block === handle,
      );
      return {
        target: schema.target,
        handle,
        name: editorText(extension, schema.name, "en"),
        status: own.length > 0 ? "active" : "available",
        activations: own.map(({ id, template }) => ({
          target: template === null ? `settings_data/${id}` : `template--${template}/main/${id}`,
          themeId: THEME,
        })),
      };
    }),
  }));
}
