import { PassThrough } from "node:stream";
import { createReadableStreamFromReadable, type EntryContext } from "@remix-run/node";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import { isbot } from "isbot";
import { renderToPipeableStream } from "react-dom/server";
import { addDocumentResponseHeaders, noteFailure } from "#app/context.server.ts";

const RENDER_MS = 5_000;

/** Answers with a whole document. Robots get it in one piece, people as it is ready. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
): Promise<Response> {
  const framing = headers.get("Content-Security-Policy");
  addDocumentResponseHeaders(request, headers);
  // The layout knows the verified shop; the library only what the address says.
  if (framing) headers.set("Content-Security-Policy", framing);
  headers.set("Content-Type", "text/html; charset=utf-8");

  const page = <RemixServer context={remixContext} url={request.url} />;
  const ready = isbot(request.headers.get("user-agent")) ? "onAllReady" : "onShellReady";
  return renderPage(page, ready, { status, headers, request });
}

/** What a loader or an action threw. Answers that were meant, such as a 404, are no failures. */
export function handleError(error: unknown, { request }: { request: Request }): void {
  if (!request.signal.aborted && !isRouteErrorResponse(error)) noteFailure(request, error);
}

function renderPage(
  page: React.ReactElement,
  ready: "onAllReady" | "onShellReady",
  init: { status: number; headers: Headers; request: Request },
): Promise<Response> {
  return new Promise((resolve, reject) => {
    let status = init.status;
    const { pipe, abort } = renderToPipeableStream(page, {
      [ready]() {
        const body = new PassThrough();
        const stream = createReadableStreamFromReadable(body);
        resolve(new Response(stream, { headers: init.headers, status }));
        pipe(body);
      },
      onShellError: reject,
      onError(error) {
        status = 500;
        noteFailure(init.request, error);
      },
    });
    setTimeout(abort, RENDER_MS).unref();
  });
}
