import type { ButtonState, NavItem } from "#dev-shop/app-bridge/messages.ts";
import { tell } from "#dev-shop/app-bridge/channel.ts";

/** What a `<button>` or `<a>` inside App Bridge's elements says about itself. */
export function buttonState(button: Element): ButtonState {
  return {
    label: button.textContent.trim(),
    variant: button.getAttribute("variant"),
    tone: button.getAttribute("tone"),
    disabled: isOn(button, "disabled"),
    loading: isOn(button, "loading"),
  };
}

function isOn(element: Element, name: string): boolean {
  return element.hasAttribute(name) && element.getAttribute(name) !== "false";
}

/** Calls back at once and whenever something inside changes, until disconnected. */
export function watch(element: Element, changed: () => void): MutationObserver {
  const observer = new MutationObserver(changed);
  observer.observe(element, {
    attributes: true,
    characterData: true,
    childList: true,
    subtree: true,
  });
  queueMicrotask(changed);
  return observer;
}

/** `<ui-nav-menu>` and `<s-app-nav>`: the links of the app's part of the admin's menu. */
class NavMenu extends HTMLElement {
  #observer: MutationObserver | undefined;

  connectedCallback(): void {
    this.#observer = watch(this, () => tell({ type: "nav", items: this.#items() }));
  }

  disconnectedCallback(): void {
    this.#observer?.disconnect();
  }

  #items(): NavItem[] {
    return [...this.querySelectorAll("[href]")].map((link) => ({
      label: link.textContent.trim(),
      href: link.getAttribute("href") ?? "",
      rel: link.getAttribute("rel"),
    }));
  }
}

/** `<ui-title-bar>`: title and buttons above the app; inside a modal, that modal's. */
export class TitleBar extends HTMLElement {
  #observer: MutationObserver | undefined;

  connectedCallback(): void {
    if (this.closest("ui-modal")) return;
    this.#observer = watch(this, () => {
      const buttons = this.buttons().map(buttonState);
      tell({ type: "title-bar", title: this.getAttribute("title"), buttons });
    });
  }

  disconnectedCallback(): void {
    if (this.#observer) tell({ type: "title-bar", title: null, buttons: [] });
    this.#observer?.disconnect();
  }

  buttons(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>("button, a")];
  }
}

export function defineNavAndTitle(): void {
  customElements.define("ui-nav-menu", class extends NavMenu {});
  customElements.define("s-app-nav", class extends NavMenu {});
  customElements.define("ui-title-bar", TitleBar);
}

/** Presses a button of the page's title bar. */
export function pressTitleBar(index: number): void {
  const bars = [...document.querySelectorAll("ui-title-bar")];
  const bar = bars.find((one) => one instanceof TitleBar && !one.closest("ui-modal"));
  if (bar instanceof TitleBar) bar.buttons()[index]?.click();
}
