// @ts-check

/** Opens the panel. Everything else comes with its first opening. */
class LoyaltyLauncher extends HTMLElement {
  #tries = 0;

  connectedCallback() {
    this.onclick = (event) => this.#click(event);
  }

  /** @param {Event} event */
  #click(event) {
    const target = /** @type {any} */ (event.target);
    const dialog = /** @type {HTMLDialogElement} */ (this.querySelector("dialog"));
    const action = target === dialog ? "close" : target.closest("[data-action]")?.dataset.action;
    if (action === "open" || action === "close") event.preventDefault(); // Else it is a popover.
    if (action === "close") dialog.close();
    if (action === "open" && !dialog.open) dialog.showModal();
    if (action === "open" || action === "retry") this.#load();
  }

  async #load() {
    const scripts = String(this.dataset.scripts).split(" ");
    const panel = /** @type {any} */ (this.querySelector("loyalty-panel"));
    panel.ariaBusy = "true";
    try {
      // The fragment makes it another module: a browser may not ask again for one that failed.
      await Promise.all(scripts.map((url) => import(`${url}#${this.#tries}`)));
      panel.load();
    } catch {
      this.#tries += 1;
      panel.ariaBusy = "false";
      panel.querySelector("[data-alert]").hidden = false;
    }
  }
}

if (!customElements.get("loyalty-launcher")) {
  customElements.define("loyalty-launcher", LoyaltyLauncher);
}
