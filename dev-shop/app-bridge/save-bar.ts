import { listen, tell } from "#dev-shop/app-bridge/channel.ts";
import { buttonState, watch } from "#dev-shop/app-bridge/elements.ts";
import type { ButtonState, SaveBarState } from "#dev-shop/app-bridge/messages.ts";

/** Whoever shows the save bar now: an element, or a form with `data-save-bar`. */
type Owner = { state: () => SaveBarState; save: () => void; discard: () => void };

let owner: Owner | null = null;

function showFor(next: Owner): void {
  owner = next;
  tell({ type: "save-bar", state: next.state() });
}

function hideFor(last: Owner): void {
  if (owner !== last) return;
  owner = null;
  tell({ type: "save-bar", state: null });
}

const plain = { variant: null, tone: null, disabled: false, loading: false };
const SAVE: ButtonState = { ...plain, label: "Save", variant: "primary" };
const DISCARD: ButtonState = { ...plain, label: "Discard" };

/** `<ui-save-bar>`: its primary button saves, the other discards. */
class SaveBar extends HTMLElement {
  #observer: MutationObserver | undefined;
  readonly #owner: Owner = {
    state: () => this.#state(),
    save: () => this.#button("save")?.click(),
    discard: () => this.#button("discard")?.click(),
  };

  get showing(): boolean {
    return owner === this.#owner;
  }

  get discardConfirmation(): boolean {
    const value = this.getAttribute("discardconfirmation");
    return value !== null && value !== "false";
  }

  set discardConfirmation(value: boolean) {
    this.toggleAttribute("discardconfirmation", value);
  }

  connectedCallback(): void {
    this.#observer = watch(this, () => {
      if (this.showing) showFor(this.#owner);
    });
  }

  disconnectedCallback(): void {
    this.#observer?.disconnect();
    hideFor(this.#owner);
  }

  show(): Promise<void> {
    if (!this.showing) this.#change(() => showFor(this.#owner), "show");
    return Promise.resolve();
  }

  hide(): Promise<void> {
    if (this.showing) this.#change(() => hideFor(this.#owner), "hide");
    return Promise.resolve();
  }

  toggle(): Promise<void> {
    return this.showing ? this.hide() : this.show();
  }

  #change(act: () => void, event: string): void {
    act();
    this.dispatchEvent(new CustomEvent(event));
  }

  #button(name: "save" | "discard"): HTMLButtonElement | undefined {
    const buttons = [...this.querySelectorAll("button")];
    return buttons.find((one) => (one.getAttribute("variant") === "primary") === (name === "save"));
  }

  #state(): SaveBarState {
    const save = this.#button("save");
    const discard = this.#button("discard");
    return {
      discardConfirmation: this.discardConfirmation,
      save: save ? { ...buttonState(save), label: buttonState(save).label || "Save" } : SAVE,
      discard: discard
        ? { ...buttonState(discard), label: buttonState(discard).label || "Discard" }
        : DISCARD,
    };
  }
}

const formOwners = new WeakMap<HTMLFormElement, Owner>();

function ownerOf(form: HTMLFormElement): Owner {
  const known = formOwners.get(form);
  if (known) return known;
  const made: Owner = {
    state: () => ({
      discardConfirmation: form.hasAttribute("data-discard-confirmation"),
      save: SAVE,
      discard: DISCARD,
    }),
    save: () => form.requestSubmit(),
    discard: () => form.reset(),
  };
  formOwners.set(form, made);
  return made;
}

/** The form of an event, when it wants the save bar. */
function formOf(event: Event): HTMLFormElement | null {
  const target = event.target instanceof Element ? event.target : null;
  return target?.closest<HTMLFormElement>("form[data-save-bar]") ?? null;
}

export function startSaveBar(): void {
  customElements.define("ui-save-bar", SaveBar);
  for (const type of ["input", "change"]) {
    document.addEventListener(type, (event) => {
      const form = formOf(event);
      if (form) showFor(ownerOf(form));
    });
  }
  for (const type of ["submit", "reset"]) {
    document.addEventListener(type, (event) => {
      const form = formOf(event);
      if (form) hideFor(ownerOf(form));
    });
  }
  listen((message) => {
    if (message.type !== "save-bar-press") return;
    if (message.button === "save") owner?.save();
    else owner?.discard();
  });
}

/** The element with this id; an error when there is none, as a wrong id would else go unnoticed. */
function findBar(id: string): SaveBar {
  const bar = document.getElementById(id);
  if (!(bar instanceof SaveBar)) throw new Error(`No ui-save-bar with the id "${id}"`);
  return bar;
}

export const saveBarById = {
  show: async (id: string) => findBar(id).show(),
  hide: async (id: string) => findBar(id).hide(),
  toggle: async (id: string) => findBar(id).toggle(),
};
