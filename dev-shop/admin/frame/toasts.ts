import type { FrameMessage, ToastState } from "#dev-shop/app-bridge/messages.ts";

/** Short messages at the foot of the admin. */
export function createToasts(region: HTMLElement, tell: (message: FrameMessage) => void) {
  const shown = new Map<string, HTMLElement>();
  const remove = (id: string) => {
    shown.get(id)?.remove();
    shown.delete(id);
  };
  const dismiss = (id: string) => {
    if (!shown.has(id)) return;
    remove(id);
    tell({ type: "toast-dismiss", id });
  };
  const show = ({ id, message, duration, isError, action }: ToastState) => {
    const toast = document.createElement("div");
    toast.className = isError ? "toast toast--error" : "toast";
    const text = document.createElement("span");
    text.textContent = message;
    toast.append(text);
    if (action !== null) toast.append(button(action, () => tell({ type: "toast-action", id })));
    const close = button("×", () => dismiss(id));
    close.setAttribute("aria-label", "Dismiss");
    toast.append(close);
    region.append(toast);
    shown.set(id, toast);
    window.setTimeout(() => dismiss(id), duration);
  };
  return { show, hide: remove };
}

function button(label: string, pressed: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = label;
  made.addEventListener("click", pressed);
  return made;
}
