import type { ButtonState, SaveBarState } from "#dev-shop/app-bridge/messages.ts";

type Press = (button: "save" | "discard") => void;

/** The bar that says there is something to save; while it stands, leaving asks first. */
export function createSaveBar(bar: HTMLElement, press: Press) {
  let shown: SaveBarState | null = null;
  window.addEventListener("beforeunload", (event) => {
    if (shown) event.preventDefault();
  });
  const discard = () => {
    const question = "Discard all unsaved changes?";
    if (!shown?.discardConfirmation || window.confirm(question)) press("discard");
  };
  const set = (state: SaveBarState | null) => {
    shown = state;
    bar.hidden = state === null;
    if (!state) return;
    const text = document.createElement("span");
    text.textContent = "Unsaved changes";
    bar.replaceChildren(
      text,
      button(state.discard, discard),
      button(state.save, () => press("save"), "primary"),
    );
  };
  return { set, isShown: () => shown !== null };
}

function button(state: ButtonState, pressed: () => void, className = ""): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = className;
  made.textContent = state.label;
  made.disabled = state.disabled || state.loading;
  made.addEventListener("click", pressed);
  return made;
}

/** Whether the merchant leaves: at once when nothing is unsaved. */
export function confirmLeaving(hasUnsaved: boolean): Promise<boolean> {
  const question = "Leave page with unsaved changes?";
  return Promise.resolve(!hasUnsaved || window.confirm(question));
}
