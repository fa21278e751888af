import { fileURLToPath } from "node:url";

const bundles = new Map<string, Promise<string>>();

/** A browser script of this folder's neighbors as one plain script, made once. */
export function bundleScript(entry: URL): Promise<string> {
  const path = fileURLToPath(entry);
  const known = bundles.get(path) ?? build(path);
  bundles.set(path, known);
  return known;
}

async function build(entry: string): Promise<string> {
  // Loaded only when a browser asks: the replay of orders does without.
  const vite = await import("vite");
  const built = await vite.build({
    configFile: false,
    logLevel: "silent",
    build: {
      write: false,
      minify: false,
      target: "es2022",
      lib: { entry, formats: ["iife"], name: "devShop", fileName: "script" },
    },
  });
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((one) =>
    "output" in one ? one.output : [],
  );
  const chunk = outputs.find((output) => output.type === "chunk");
  if (!chunk) throw new Error(`${entry} was built to nothing`);
  return chunk.code;
}
