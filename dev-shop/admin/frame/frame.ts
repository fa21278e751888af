/**
 * The admin's side of an embedded app: its menu, title, save bar, toasts and dialogs around the
 * frame.
 */
import type { AppMessage, ScopesAnswer } from "#dev-shop/app-bridge/messages.ts";
import { openAppChannel } from "#dev-shop/admin/frame/app-channel.ts";
import { pickResources } from "#dev-shop/admin/frame/picker.ts";
import { confirmLeaving, createSaveBar } from "#dev-shop/admin/frame/save-bar.ts";
import { createToasts } from "#dev-shop/admin/frame/toasts.ts";
import { createMenu, createTitleBar } from "#dev-shop/admin/frame/title-and-menu.ts";
import { openUrl, pathInAdmin } from "#dev-shop/admin/frame/urls.ts";

const frame = byId<HTMLIFrameElement>("app-frame");

const channel = openAppChannel(frame, {
  hear,
  answers: {
    "id-token": async () => (await post<{ token: string }>("id-token")).token,
    user: () => Promise.resolve(JSON.parse(frame.dataset["user"] ?? "{}") as User),
    extensions: () => get<unknown[]>("extensions"),
    scopes: changeScopes,
    "leave-confirmation": () => confirmLeaving(saveBar.isShown()),
    "resource-picker": pickResources,
  },
});

type User = { id: number; name: string; email: string };

const saveBar = createSaveBar(byId("save-bar"), (button) =>
  channel.tell({ type: "save-bar-press", button }),
);
const toasts = createToasts(byId("toasts"), channel.tell);
const titleBar = createTitleBar({
  title: byId("app-title"),
  buttons: byId("app-buttons"),
  press: (index) => channel.tell({ type: "title-bar-press", index }),
});
const menu = createMenu(frame.dataset["handle"] ?? "", (href) => {
  void leaveFor(() => channel.tell({ type: "navigate", href }));
});

function hear(message: AppMessage): void {
  if (message.type === "path") followPath(message.path);
  if (message.type === "toast-show") toasts.show(message.toast);
  if (message.type === "toast-hide") toasts.hide(message.id);
  if (message.type === "save-bar") saveBar.set(message.state);
  if (message.type === "title-bar") titleBar.set(message.title, message.buttons);
  if (message.type === "nav") menu.set(message.items);
  if (message.type === "loading") byId("app-loading").hidden = !message.loading;
  if (message.type === "open") openUrl(frame.dataset, message);
}

function followPath(path: string): void {
  const address = pathInAdmin(frame.dataset["handle"] ?? "", path);
  window.history.replaceState(null, "", address);
  menu.mark(path.split("?")[0] ?? path);
  byId("app-loading").hidden = true;
}

async function leaveFor(go: () => void): Promise<void> {
  if (await confirmLeaving(saveBar.isShown())) go();
}

async function changeScopes({ change, scopes }: { change: string; scopes: string[] }) {
  const declined = change === "request" && !window.confirm(`Grant the app: ${scopes.join(", ")}?`);
  const fields = new URLSearchParams({ change: declined ? "query" : change });
  scopes.forEach((scope) => fields.append("scope", scope));
  const answer = await post<Omit<ScopesAnswer, "declined">>("scopes", fields);
  return { ...answer, declined };
}

async function post<T>(name: string, fields = new URLSearchParams()): Promise<T> {
  return read<T>(await fetch(`/admin/internal/${name}`, { method: "POST", body: fields }));
}

async function get<T>(name: string): Promise<T> {
  return read<T>(await fetch(`/admin/internal/${name}`));
}

async function read<T>(response: Response): Promise<T> {
  if (!response.ok) throw new Error(`The admin answered ${response.status}`);
  return (await response.json()) as T;
}

function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  const element = document.getElementById(id);
  if (!element) throw new Error(`No element "${id}"`);
  return element as T;
}
