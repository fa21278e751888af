import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { Link, Outlet, useLoaderData, useNavigation, useRouteLoaderData } from "@remix-run/react";
import { NavMenu } from "@shopify/app-bridge-react";
import polarisStyles from "@shopify/polaris/build/esm/styles.css?url";
import english from "@shopify/polaris/locales/en.json";
import chinese from "@shopify/polaris/locales/zh-CN.json";
import { AppProvider } from "@shopify/shopify-app-remix/react";
import { useEffect } from "react";
import { requireMerchant } from "#app/context.server.ts";
import { shopSettings } from "#app/queries/shop-settings.ts";
import type { loader as rootLoader } from "#app/root.tsx";
import { FormatsProvider } from "#app/ui/formats.tsx";
import { PageError } from "#app/ui/page-error.tsx";
import { routeHeaders } from "#app/ui/route-headers.ts";
import { useTexts } from "#app/ui/texts.tsx";

export const links = () => [{ rel: "stylesheet", href: polarisStyles }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { domain, ...shop } = await shopSettings(await requireMerchant(request));
  const framing = `frame-ancestors https://${domain} https://admin.shopify.com;`;
  return json(shop, { headers: { "Content-Security-Policy": framing } });
}

export const headers = routeHeaders;

export default function App() {
  const shop = useLoaderData<typeof loader>();
  const settings = useRouteLoaderData<typeof rootLoader>("root");
  const locale = settings?.locale ?? "en";
  useLoadingBar();
  return (
    <AppProvider
      apiKey={settings?.apiKey ?? ""}
      isEmbeddedApp={false}
      i18n={locale === "zh-CN" ? chinese : english}
    >
      <Navigation />
      <FormatsProvider settings={{ ...shop, locale }}>
        <Outlet />
      </FormatsProvider>
    </AppProvider>
  );
}

export function ErrorBoundary() {
  return (
    <PageError>
      <Navigation />
    </PageError>
  );
}

function Navigation() {
  const { t } = useTexts();
  return (
    <NavMenu>
      <Link to="/app" rel="home">
        {t("nav.home")}
      </Link>
      <Link to="/app/program">{t("nav.program")}</Link>
      <Link to="/app/rewards">{t("nav.rewards")}</Link>
      <Link to="/app/members">{t("nav.members")}</Link>
      <Link to="/app/redemptions">{t("nav.redemptions")}</Link>
      <Link to="/app/activities">{t("nav.activities")}</Link>
    </NavMenu>
  );
}

/** The admin's own bar moves while a page of ours is on its way. */
function useLoadingBar(): void {
  const busy = useNavigation().state !== "idle";
  useEffect(() => {
    window.shopify?.loading(busy);
  }, [busy]);
}
