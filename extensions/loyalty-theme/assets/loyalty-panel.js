// @ts-check

/** @typedef {Record<string, string | number | boolean | null>} Slots Texts of a row, by name. */

const LISTS = /** @type {const} */ (["codes", "rewards", "earn", "history"]);

/** Shows what only the server knows, and tells the server what a shopper wants. */
export class LoyaltyPanel extends HTMLElement {
  /** Request ids of what is wanted and not answered yet. */
  #intents = /** @type {Map<string, string>} */ (new Map());
  /** What each list shows: equal answers leave open questions alone. */
  #shown = /** @type {Record<string, string>} */ ({});
  #requests = new AbortController();
  #timer = 0;
  /** The redemption whose end is to be said. */
  #awaited = "";

  connectedCallback() {
    this.#requests = new AbortController();
    const { signal } = this.#requests;
    this.addEventListener("click", (event) => this.#click(event), { signal });
    this.#dialog.addEventListener("close", () => clearTimeout(this.#timer), { signal });
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    this.#requests.abort();
  }

  get #dialog() {
    return /** @type {HTMLDialogElement} */ (this.closest("dialog"));
  }

  /** @param {string} selector @param {ParentNode} [within] @returns {any} */
  find(selector, within = this) {
    return within.querySelector(selector);
  }

  /** @param {string} id @returns {HTMLElement | null} */
  row(id) {
    return this.find(`[data-id="${id}"]`);
  }

  /** @param {Event} event */
  #click({ target }) {
    const button = /** @type {Element} */ (target).closest("[data-action=copy]");
    if (button instanceof HTMLElement) this.#copy(button);
  }

  /** @param {string} [path] @param {string} [awaited] */
  async load(path = "panel", awaited = this.#awaited) {
    clearTimeout(this.#timer);
    this.ariaBusy = "true";
    const panel = await this.ask(path);
    this.ariaBusy = "false";
    if (!panel?.rewards) return this.fail(panel);

    this.find("[data-alert]").hidden = true;
    if (panel.member) this.#showMember(panel.member);
    for (const list of LISTS) this.#showList(list, panel[list]);
    /** @type {Slots[]} */
    const codes = panel.codes;
    const own = codes.find(({ id, ready }) => ready && id === awaited);
    if (own) this.say(own.ready);
    const waiting = codes.find(({ state }) => state === "requested");
    this.#awaited = String(waiting?.id ?? "");
    if (waiting) this.#await(1000);
  }

  /** @param {Slots} member */
  #showMember(member) {
    const before = this.find("[data-slot=points]", this.#dialog).textContent;
    const places = document.querySelectorAll(".laurel-launcher, .laurel-hero, .laurel-card");
    for (const place of places) fill(place, member);
    if (before !== member.points) this.say(member.announce);
  }

  /** @param {string} name @param {Slots[]} items */
  #showList(name, items) {
    const json = JSON.stringify(items);
    if (this.#shown[name] === json) return;
    this.#shown[name] = json;

    const list = this.find(`[data-list=${name}]`);
    const { content } = this.find(`[data-row=${name}]`);
    const id = list.querySelector("[data-id]:focus-within")?.dataset.id;
    list.replaceChildren(
      ...items.map((item) => {
        const row = content.firstElementChild.cloneNode(true);
        row.dataset.id = item.id;
        row.dataset.cost = item.costPoints ?? "";
        fill(row, item);
        row.querySelector("[data-slot=steps]")?.setAttribute("max", item.most ?? "");
        return row;
      }),
    );
    list.closest("section").hidden = items.length === 0;
    if (id) (this.row(id) ?? this.find(".laurel-close", this.#dialog)).focus();
  }

  /** @param {number} ms */
  #await(ms) {
    this.#timer = setTimeout(async () => {
      const code = await this.ask(`redemption?id=${this.#awaited}`);
      if (code && code.state !== "requested") this.load("panel?fresh=1");
      else if (this.#dialog.open) this.#await(Math.min(ms * 1.6, 15000));
    }, ms);
  }

  /** @param {HTMLElement} button */
  async #copy(button) {
    const code = this.find("[data-slot=code]", button.closest("li") ?? this);
    try {
      await navigator.clipboard.writeText(code.textContent);
      button.textContent = button.dataset.done ?? "";
      this.say(button.textContent);
    } catch {
      getSelection()?.selectAllChildren(code); // To copy by hand.
    }
  }

  /** What is wanted keeps one request id until it is answered, and the panel shows what came of it.
   * @param {string} path @param {object} wish */
  async send(path, wish) {
    const intent = JSON.stringify([path, wish]);
    const request = this.#intents.get(intent) ?? crypto.randomUUID();
    this.#intents.set(intent, request);
    const answer = await this.ask(path, { ...wish, request });
    if (answer) {
      this.#intents.delete(intent);
      await this.load("panel?fresh=1", answer.id);
    }
    return answer;
  }

  /** The answer, refusals included; null without one.
   * @param {string} path @param {object} [body] @returns {Promise<any>} */
  async ask(path, body) {
    const { url: base, locale } = this.dataset;
    const url = `${base}/${path}${path.includes("?") ? "&" : "?"}locale=${locale}`;
    try {
      const response = await fetch(url, {
        method: body ? "POST" : "GET",
        headers: body ? { "content-type": "application/json", "x-laurel": "1" } : {},
        body: body ? JSON.stringify(body) : null,
        signal: this.#requests.signal,
      });
      return await response.json();
    } catch {
      return null;
    }
  }

  /** A refusal stands in the part it is about.
   * @param {any} answer @param {Element | null} [about] */
  fail(answer, about) {
    const text = this.find(about ? "[data-refused]" : "[data-alert-text]", about ?? this);
    text.textContent = answer?.message ?? this.dataset.offline;
    (about ? text : text.parentElement).hidden = false;
    if (about) text.focus();
  }

  /** @param {unknown} text */
  say(text) {
    this.find("[data-status]").textContent = text;
  }
}

/** Fills the slots of a piece of markup; what has no value is hidden.
 * @param {Element} root @param {Slots} values */
function fill(root, values) {
  for (const slot of root.querySelectorAll("[data-slot]")) {
    if (!(slot instanceof HTMLElement)) continue;
    const value = values[slot.dataset.slot ?? ""];
    slot.hidden = value == null || value === false;
    if (typeof value === "number") slot.style.setProperty("--part", `${value}%`);
    else if (slot instanceof HTMLAnchorElement) slot.href = String(value);
    else if (slot instanceof HTMLInputElement) slot.min = slot.value = String(value ?? "");
    else if (typeof value === "string") slot.textContent = value;
  }
}

if (!customElements.get("loyalty-panel")) customElements.define("loyalty-panel", LoyaltyPanel);
