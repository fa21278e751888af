import css from "#dev-shop/app-bridge/modal.css?raw";
import { TitleBar, buttonState, watch } from "#dev-shop/app-bridge/elements.ts";

/**
 * `<ui-modal>` and `<s-app-window>` as a dialog over the app. Shopify draws it over the whole
 * admin; here it covers the frame's contents.
 */
class Modal extends HTMLElement {
  #dialog: HTMLDialogElement | null = null;
  #content: HTMLElement | null = null;
  #observer: MutationObserver | undefined;
  #moved: Element[] = [];

  /** Where what the modal shows belongs; React portals into it. */
  get content(): HTMLElement {
    this.#content ??= document.createElement("div");
    return this.#content;
  }

  get src(): string | null {
    return this.getAttribute("src");
  }

  set src(value: string | null) {
    if (value === null) this.removeAttribute("src");
    else this.setAttribute("src", value);
  }

  get variant(): string {
    return this.getAttribute("variant") ?? "base";
  }

  set variant(value: string) {
    this.setAttribute("variant", value);
  }

  get contentWindow(): Window | null {
    return this.#dialog?.querySelector("iframe")?.contentWindow ?? null;
  }

  show(): Promise<void> {
    if (this.#dialog) return Promise.resolve();
    const dialog = document.createElement("dialog");
    dialog.className = `dev-shop-modal dev-shop-modal--${this.variant}`;
    dialog.append(this.#header(), this.#body(), document.createElement("footer"));
    dialog.addEventListener("close", () => void this.hide());
    this.#dialog = dialog;
    document.body.append(dialog);
    this.#observer = watch(this, () => this.#refresh());
    this.#refresh();
    dialog.showModal();
    this.dispatchEvent(new CustomEvent("show"));
    return Promise.resolve();
  }

  hide(): Promise<void> {
    const dialog = this.#dialog;
    if (!dialog) return Promise.resolve();
    this.#dialog = null;
    this.#observer?.disconnect();
    this.append(...this.#moved.splice(0));
    dialog.remove();
    this.dispatchEvent(new CustomEvent("hide"));
    return Promise.resolve();
  }

  toggle(): Promise<void> {
    return this.#dialog ? this.hide() : this.show();
  }

  disconnectedCallback(): void {
    void this.hide();
  }

  /** Title and buttons only: what the app put inside keeps its focus. */
  #refresh(): void {
    const dialog = this.#dialog;
    if (!dialog) return;
    const bar = this.querySelector("ui-title-bar");
    const title = bar?.getAttribute("title") ?? "";
    dialog.setAttribute("aria-label", title);
    const heading = dialog.querySelector(":scope > header h2");
    if (heading) heading.textContent = title;
    const buttons = bar instanceof TitleBar ? bar.buttons().map(proxyButton) : [];
    dialog.querySelector(":scope > footer")?.replaceChildren(...buttons);
  }

  #header(): HTMLElement {
    const header = document.createElement("header");
    const close = document.createElement("button");
    close.type = "button";
    close.setAttribute("aria-label", "Close");
    close.textContent = "×";
    close.addEventListener("click", () => void this.hide());
    header.append(document.createElement("h2"), close);
    return header;
  }

  #body(): HTMLElement {
    if (this.src !== null) {
      const frame = document.createElement("iframe");
      frame.src = this.src;
      frame.title = this.querySelector("ui-title-bar")?.getAttribute("title") ?? "";
      return frame;
    }
    const own = [...this.children].filter(
      (child) => !/^ui-(title|save)-bar$/i.test(child.tagName) && child.childNodes.length > 0,
    );
    this.#moved.push(...own);
    this.content.append(...own);
    return this.content;
  }
}

/** A button in the dialog that presses the app's own. */
function proxyButton(original: HTMLElement): HTMLButtonElement {
  const { label, variant, tone, disabled, loading } = buttonState(original);
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = label;
  button.disabled = disabled || loading;
  button.className = [variant ?? "", tone ?? ""].join(" ").trim();
  button.addEventListener("click", () => original.click());
  return button;
}

export function startModals(): void {
  customElements.define("ui-modal", class extends Modal {});
  customElements.define("s-app-window", class extends Modal {});
  // Not a style element: the app's framework may own every element of the document.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets.push(sheet);
}

function findModal(id: string): Modal {
  const modal = document.getElementById(id);
  if (!(modal instanceof Modal)) throw new Error(`No ui-modal with the id "${id}"`);
  return modal;
}

export const modalById = {
  show: async (id: string) => findModal(id).show(),
  hide: async (id: string) => findModal(id).hide(),
  toggle: async (id: string) => findModal(id).toggle(),
};
