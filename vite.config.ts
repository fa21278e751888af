import { vitePlugin as remix } from "@remix-run/dev";
import { defineConfig } from "vite";

/** A module of ours with secrets or sockets. */
const SERVER_MODULE = /^#app\/.*\.server\.ts$/;

/** Routes without a page have no code for the browser; the library imports its texts twice. */
const HARMLESS = ["EMPTY_BUNDLE", "INCONSISTENT_IMPORT_ATTRIBUTES"];

export default defineConfig({
  plugins: [
    remix({
      appDirectory: "app",
      ignoredRouteFiles: ["**/*"],
      future: {
        v3_fetcherPersist: true,
        v3_relativeSplatPath: true,
        v3_throwAbortReason: true,
        v3_routeConfig: true,
        v3_lazyRouteDiscovery: false,
        // Shopify's Remix package does not work with single fetch.
        v3_singleFetch: false,
      },
    }),
    {
      // Bundled, a server module would exist twice in one process: two pools, two registries.
      name: "keep-server-modules-single",
      enforce: "pre",
      resolveId: (id, _importer, options) =>
        options.ssr === true && SERVER_MODULE.test(id) ? { id, external: true } : null,
    },
  ],
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    sourcemap: false,
    rollupOptions: {
      onwarn: (warning, warn) => {
        if (!HARMLESS.includes(warning.code ?? "")) warn(warning);
      },
    },
  },
  optimizeDeps: { include: ["@shopify/app-bridge-react", "@shopify/polaris"] },
});
