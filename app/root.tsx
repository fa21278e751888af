import { json, type LoaderFunctionArgs } from "@remix-run/node";
import {
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useRouteLoaderData,
} from "@remix-run/react";
import type { ReactNode } from "react";
import { pageSettings } from "#app/context.server.ts";
import { localeOf } from "#app/ui/locale.ts";
import { PageError } from "#app/ui/page-error.tsx";
import { TextsProvider } from "#app/ui/texts.tsx";

export function loader({ request }: LoaderFunctionArgs) {
  return json({ ...pageSettings(), locale: localeOf(request) });
}

// Only the first address of a visit names the language.
export function shouldRevalidate() {
  return false;
}

export function Layout({ children }: { children: ReactNode }) {
  const settings = useRouteLoaderData<typeof loader>("root");
  const locale = settings?.locale ?? "en";
  return (
    <html lang={locale}>
      <head>
        {settings && <script src={settings.appBridgeUrl} />}
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        {settings && <meta name="shopify-api-key" content={settings.apiKey} />}
        <title>Laurel</title>
        <Meta />
        <Links />
      </head>
      <body>
        <TextsProvider locale={locale}>{children}</TextsProvider>
        <ScrollRestoration />
        <Scripts />
      </body>
    </html>
  );
}

export default function Root() {
  return <Outlet />;
}

export function ErrorBoundary() {
  return <PageError />;
}
