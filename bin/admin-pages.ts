import { createRequestHandler } from "@remix-run/express";
import type { ServerBuild } from "@remix-run/node";
import express, { type Express } from "express";
import path from "node:path";

const CLIENT = path.resolve("build/client");
/** Every page of app/routes.ts, and what Remix asks of itself. */
const PAGES = /^\/(?:$|(?:app|auth|__manifest)(?:\/|$))/;
const SERVER = path.resolve("build/server/index.js");

/** The built admin: its files, and every other path by Remix. Run `npm run build` before. */
export async function openAdminPages(): Promise<Express> {
  const build = (await import(SERVER)) as ServerBuild;
  const pages = express();
  pages.disable("x-powered-by");
  // TLS ends in front of us, on this host or in this network.
  pages.set("trust proxy", ["loopback", "linklocal", "uniquelocal"]);
  pages.use((_request, response, next) => {
    response.setHeader("x-content-type-options", "nosniff");
    response.setHeader("referrer-policy", "strict-origin-when-cross-origin");
    next();
  });
  // Names of assets hold a hash of what is in them.
  pages.use(
    "/assets",
    express.static(path.join(CLIENT, "assets"), { immutable: true, maxAge: "1y" }),
  );
  pages.use(express.static(CLIENT, { maxAge: "1h", index: false }));
  pages.all(PAGES, createRequestHandler({ build, mode: "production" }));
  // Remix would write to the log whatever address somebody tries.
  pages.use((_request, response) => void response.status(404).type("text").send("Not found"));
  return pages;
}
