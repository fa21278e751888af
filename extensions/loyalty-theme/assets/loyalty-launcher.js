// @ts-check

const KEPT = "laurel-invitation";

/** Opens the panel, and keeps a friend's invitation. The rest comes when it is needed. */
class LoyaltyLauncher extends HTMLElement {
  #tries = 0;

  connectedCallback() {
    this.onclick = (event) => this.#click(event);
    const isNew = keepInvitation();
    const { until, ...wish } = JSON.parse(localStorage.getItem(KEPT) ?? "{}");
    if (!(until > Date.now())) return;
    this.dataset.invited = "";
    if (this.dataset.member) this.#enter(wish);
    else if (isNew) this.#find("[data-note]").textContent = this.dataset.note;
  }

  /** @param {string} selector @returns {any} */
  #find(selector) {
    return this.querySelector(selector);
  }

  /** @param {Event} event */
  #click(event) {
    const target = /** @type {any} */ (event.target);
    const dialog = this.#find("dialog");
    const action = target === dialog ? "close" : target.closest("[data-action]")?.dataset.action;
    if (action === "open" || action === "close") event.preventDefault(); // Else it is a popover.
    if (action === "close") dialog.close();
    if (action === "open" && !dialog.open) dialog.showModal();
    if (action === "open" || action === "retry") this.#show();
  }

  async #show() {
    const panel = this.#find("loyalty-panel");
    this.#find("[data-note]").textContent = "";
    panel.ariaBusy = "true";
    if (await this.#load()) return panel.load();
    panel.ariaBusy = "false";
    this.#find("[data-alert]").hidden = false;
  }

  async #load() {
    try {
      // The fragment makes it another module: a browser may not ask again for one that failed.
      const load = (/** @type {string} */ url) => import(`${url}#${this.#tries}`);
      await Promise.all(String(this.dataset.scripts).split(" ").map(load));
      return true;
    } catch {
      this.#tries += 1;
      return false;
    }
  }

  /** An invitation is forgotten once its answer is for good.
   * @param {object} wish */
  async #enter(wish) {
    const answer = (await this.#load()) && (await this.#find("loyalty-panel").send("refer", wish));
    if (!answer?.ok && !answer?.final) return;
    localStorage.removeItem(KEPT);
    this.#find("[data-note]").textContent = answer.message;
  }
}

/** Takes an invitation out of the address, and keeps it for 30 days. */
function keepInvitation() {
  const url = new URL(location.href);
  const code = url.searchParams.get("invite");
  if (!code) return false;
  url.searchParams.delete("invite");
  history.replaceState(history.state, "", url);
  const kept = { code, request: crypto.randomUUID(), until: Date.now() + 30 * 864e5 };
  localStorage.setItem(KEPT, JSON.stringify(kept));
  return true;
}

if (!customElements.get("loyalty-launcher")) {
  customElements.define("loyalty-launcher", LoyaltyLauncher);
}
