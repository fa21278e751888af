import { isRouteErrorResponse, Link, useRouteError } from "@remix-run/react";
import type { ReactNode } from "react";
import { useTexts } from "#app/ui/texts.tsx";

/**
 * What stands where a page could not be shown. Shopify's library answers some requests by throwing
 * a small document of its own, which asks the browser for a session token: that is shown as it is.
 * `children` stand in front of what is ours.
 */
export function PageError({ children }: { children?: ReactNode }) {
  const { t } = useTexts();
  const error = useRouteError();
  if (isRouteErrorResponse(error) && isFromLibrary(error)) {
    return <div dangerouslySetInnerHTML={{ __html: error.data }} />;
  }
  const kind = isRouteErrorResponse(error) && error.status === 404 ? "notFound" : "broken";
  return (
    <main style={{ maxWidth: "40rem", margin: "4rem auto", padding: "0 1rem" }}>
      {children}
      <h1 style={{ fontSize: "1.25rem", fontWeight: 650 }}>{t(`errors.${kind}.title`)}</h1>
      <p style={{ marginTop: "0.5rem" }}>{t(`errors.${kind}.text`)}</p>
      <p style={{ marginTop: "1rem" }}>
        <Link to="/app">{t("errors.home")}</Link>
      </p>
    </main>
  );
}

// Our own answers are JSON; a router's message, which may repeat the address, never has status 200.
function isFromLibrary(error: { status: number; data: unknown }): error is {
  status: number;
  data: string;
} {
  return error.status === 200 && typeof error.data === "string";
}
