// @ts-check

const LISTS = ["codes", "rewards", "earn", "history"];

/** Shows what only the server knows, and sends what a shopper wants. */
export class LoyaltyPanel extends HTMLElement {
  /** Request ids of wishes. */
  #intents = new Map();
  /** What each part shows: equal answers leave open questions alone. */
  #shown = /** @type {Record<string, string>} */ ({});
  #requests = new AbortController();
  #timer = 0;
  /** The redemption whose end is to be said. */
  #awaited = "";

  connectedCallback() {
    this.#requests = new AbortController();
    this.onclick = ({ target }) => this.#copy(target);
    this.#dialog.onclose = () => clearTimeout(this.#timer);
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    this.#requests.abort();
  }

  get #dialog() {
    return /** @type {any} */ (this.closest("dialog"));
  }

  /** @param {string} selector @param {ParentNode} [within] @returns {any} */
  find(selector, within = this) {
    return within.querySelector(selector);
  }

  /** @param {string} id */
  row(id) {
    return this.find(`[data-id="${id}"]`);
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
    for (const part of this.querySelectorAll("[data-part]")) this.#showPart(part, panel);
    this.#awaited = "";
    for (const { id, state, ready } of panel.codes) {
      if (ready && id === awaited) this.say(ready);
      if (state === "requested") this.#awaited ||= id;
    }
    if (this.#awaited) this.#await(1000);
  }

  /** @param {any} member */
  #showMember(member) {
    const before = this.find("[data-slot=points]", this.#dialog).textContent;
    const places = document.querySelectorAll(".laurel-launcher, .laurel-hero, .laurel-card");
    for (const place of places) fill(place, member);
    if (before !== member.points) this.say(member.announce);
  }

  /** @param {string} name @param {unknown} value */
  #isNew(name, value) {
    const json = JSON.stringify(value);
    return this.#shown[name] !== json && (this.#shown[name] = json);
  }

  /** @param {any} part @param {any} panel */
  #showPart(part, panel) {
    const values = panel[part.dataset.part];
    if (!this.#isNew(part.dataset.part, values)) return;
    part.hidden = !values;
    if (values?.link) values.link = location.origin + values.link;
    if (values) fill(part, values);
  }

  /** @param {string} name @param {any[]} items */
  #showList(name, items) {
    if (!this.#isNew(name, items)) return;
    const list = this.find(`[data-list=${name}]`);
    const { content } = this.find(`[data-row=${name}]`);
    const id = list.querySelector("[data-id]:focus-within")?.dataset.id;
    list.replaceChildren(
      ...items.map((item) => {
        const row = content.firstElementChild.cloneNode(true);
        row.dataset.id = item.id;
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

  /** @param {any} button */
  async #copy(button) {
    const { action, done } = button.dataset;
    if (action !== "copy") return;
    const code = this.find("[data-slot=code]", button.closest("li"));
    try {
      await navigator.clipboard.writeText(code.textContent);
      this.say((button.textContent = done));
    } catch {
      getSelection()?.selectAllChildren(code); // To copy by hand.
    }
  }

  /** A wish keeps its request id until it is answered; then the panel shows what came of it.
   * @param {string} path @param {object} wish */
  async send(path, wish) {
    const intent = JSON.stringify([path, wish]);
    const request = this.#intents.get(intent) ?? crypto.randomUUID();
    this.#intents.set(intent, request);
    const answer = await this.ask(path, { request, ...wish });
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
 * @param {Element} root @param {Record<string, unknown>} values */
function fill(root, values) {
  for (const slot of root.querySelectorAll("[data-slot]")) {
    if (!(slot instanceof HTMLElement)) continue;
    const value = values[slot.dataset.slot ?? ""];
    const field = /** @type {any} */ (slot.matches("input, select") && slot);
    slot.hidden = value == null || value === false;
    if (field) field.min = field.value = value ?? "";
    else if (typeof value === "number") slot.style.setProperty("--part", `${value}%`);
    else if (slot instanceof HTMLAnchorElement) slot.href = String(value);
    else if (typeof value === "string") slot.textContent = value;
  }
}

if (!customElements.get("loyalty-panel")) customElements.define("loyalty-panel", LoyaltyPanel);
