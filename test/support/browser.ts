import { mkdirSync } from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium } from "playwright-core";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, expect } from "vitest";
import { findChromium } from "#test/support/chromium.ts";

const OUTPUT = "test/output";

/** Shopify's package turns away what calls itself headless. */
const USER_AGENT =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) " +
  "Chrome/150.0.0.0 Safari/537.36";

const DEVICES = {
  desktop: { viewport: { width: 1280, height: 860 } },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
};

export type VisitOptions = {
  device?: keyof typeof DEVICES;
  locale?: string;
  /** Complaints of the browser's console that the test provokes. */
  expectedErrors?: RegExp[];
};

export type Visit = {
  page: Page;
  context: BrowserContext;
  /** Keeps what the page looks like now as `test/output/<name>.png`. */
  screenshot: (name: string) => Promise<void>;
  /** Fails unless axe finds nothing to say of the page, or of the part that is named. */
  expectAccessible: (selector?: string) => Promise<void>;
};

let browser: Promise<Browser> | undefined;

afterAll(async () => {
  await (await browser)?.close();
  browser = undefined;
});

/** Opens a page of its own, with its own cookies; anything on the console's error line fails. */
export async function withPage<T>(
  options: VisitOptions,
  work: (visit: Visit) => Promise<T>,
): Promise<T> {
  browser ??= launch();
  const context = await (
    await browser
  ).newContext({
    ...DEVICES[options.device ?? "desktop"],
    locale: options.locale ?? "en-US",
    timezoneId: "UTC",
    userAgent: USER_AGENT,
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(20_000);
  try {
    const page = await context.newPage();
    const errors = listen(context, options.expectedErrors ?? []);
    const result = await work(visitOf(page, context)).catch(async (error: unknown) => {
      await keepFailure(page);
      throw error;
    });
    expect(errors, "the browser's console").toEqual([]);
    return result;
  } finally {
    await context.close();
  }
}

async function launch(): Promise<Browser> {
  const { executablePath, env } = await findChromium();
  return chromium.launch({
    executablePath,
    env: { ...process.env, ...env },
    args: ["--no-sandbox", "--disable-gpu"],
  });
}

function visitOf(page: Page, context: BrowserContext): Visit {
  return {
    page,
    context,
    screenshot: (name) => keepScreenshot(page, name),
    expectAccessible: async (selector) => {
      const axe = new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]);
      const { violations } = await (selector ? axe.include(selector) : axe).analyze();
      expect(
        violations.map(({ id, help, nodes }) => {
          return `${id}: ${help}: ${nodes.map((node) => node.html).join(" | ")}`;
        }),
      ).toEqual([]);
    },
  };
}

function listen(context: BrowserContext, expected: RegExp[]): string[] {
  const errors: string[] = [];
  const note = (text: string): void => {
    if (!expected.some((pattern) => pattern.test(text))) errors.push(text);
  };
  context.on("console", (message) => {
    if (message.type() === "error") note(`${message.text()} (${message.location().url})`);
  });
  context.on("weberror", (problem) => note(problem.error().stack ?? problem.error().message));
  return errors;
}

async function keepScreenshot(page: Page, name: string): Promise<void> {
  mkdirSync(OUTPUT, { recursive: true });
  // A hidden caret would be a style on every field, which a page that is not yet hydrated warns of.
  const plain = { animations: "disabled", caret: "initial" } as const;
  await page.screenshot({ path: `${OUTPUT}/${name}.png`, ...plain });
}

async function keepFailure(page: Page): Promise<void> {
  const name = (expect.getState().currentTestName ?? "unnamed").replace(/[^a-z0-9]+/gi, "-");
  // The page may be gone already; the failure itself matters more than its picture.
  await keepScreenshot(page, `failed-${name}`).catch(() => undefined);
}
