import { registerHooks } from "node:module";
import { pathToFileURL } from "node:url";

type Loaded = ReturnType<NonNullable<Parameters<typeof registerHooks>[0]["load"]>>;

/**
 * Lets the modules of a project be read again and again in one process: each generation has copies
 * of its own, packages stay as they are. What `stands` names is read from elsewhere.
 */
export function readModulesAnew(root: string, stands: Record<string, string>) {
  const ours = `${pathToFileURL(root).href}/`;
  const mark = "?generation=";
  const files = new Map<string, Loaded>();
  let generation = 0;
  registerHooks({
    resolve(specifier, context, next) {
      const stand = stands[specifier];
      if (stand !== undefined) return { url: stand, shortCircuit: true };
      const found = next(specifier, context);
      if (!found.url.startsWith(ours) || found.url.includes("/node_modules/")) return found;
      return { ...found, url: `${bareUrl(found.url)}${mark}${generation}` };
    },
    load(url, context, next) {
      const bare = bareUrl(url);
      if (bare === url) return next(url, context);
      // Read once for all generations: later ones do not ask the next loader again, and say so.
      const file = files.get(bare) ?? { ...next(bare, context), shortCircuit: true };
      files.set(bare, file);
      return file;
    },
  });
  const bareUrl = (url: string) => url.split(mark)[0] ?? url;
  return {
    nextGeneration: () => {
      generation += 1;
    },
  };
}
