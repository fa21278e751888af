// @ts-check

/** @typedef {Record<string, string | number | boolean | null>} Slots Texts of a row, by name. */
/** @typedef {{ member: Slots | null, rewards: Slots[], codes: Slots[], history: Slots[] }} Panel */
/** @typedef {{ ok?: boolean, id?: string, state?: string, message?: string, confirm?: string,
 *   costPoints?: number, ready?: string }} Answer */

/** @type {["codes", "rewards", "history"]} */
const LISTS = ["codes", "rewards", "history"];

/** Opens the panel and fills it with what only the server knows. */
class LoyaltyLauncher extends HTMLElement {
  /** Request ids of redemptions not answered yet. */
  #intents = /** @type {Map<string, string>} */ (new Map());
  /** What each list shows: equal answers leave open questions alone. */
  #shown = /** @type {Record<string, string>} */ ({});
  #requests = new AbortController();
  #timer = 0;
  #quoting = 0;

  connectedCallback() {
    this.#requests = new AbortController();
    const { signal } = this.#requests;
    this.addEventListener("click", (event) => this.#click(event), { signal });
    this.addEventListener("input", (event) => this.#input(event), { signal });
    this.#dialog.addEventListener("close", () => clearTimeout(this.#timer), { signal });
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    this.#requests.abort();
  }

  get #dialog() {
    return /** @type {HTMLDialogElement} */ (this.querySelector("dialog"));
  }

  /** @param {string} selector @param {ParentNode} [within] */
  #part(selector, within = this) {
    return /** @type {HTMLElement} */ (within.querySelector(selector));
  }

  /** @param {Event} event */
  #click(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    const button = /** @type {HTMLButtonElement | null} */ (target.closest("[data-action]"));
    const action = target === this.#dialog ? "close" : button?.dataset.action;
    const row = /** @type {HTMLElement | null} */ (target.closest("[data-id]"));

    if (action === "open") {
      event.preventDefault(); // It opens a popover without JavaScript.
      if (!this.#dialog.open) this.#dialog.showModal();
      this.#load();
    } else if (action === "close") {
      event.preventDefault();
      this.#dialog.close();
    } else if (action === "retry") {
      this.#load();
    } else if (row && button) {
      if (action === "ask") this.#ask(row, true);
      if (action === "cancel") this.#ask(row, false);
      if (action === "redeem") this.#redeem(row, button);
      if (action === "copy") this.#copy(row, button);
      if (action === "less" || action === "more") {
        const steps = /** @type {HTMLInputElement} */ (this.#part("[data-slot=steps]", row));
        action === "more" ? steps.stepUp() : steps.stepDown();
        this.#quote(row, steps);
      }
    }
  }

  /** @param {Event} event */
  #input({ target }) {
    const input = /** @type {HTMLInputElement} */ (target);
    const row = /** @type {HTMLElement | null} */ (input.closest("[data-id]"));
    if (row) this.#quote(row, input);
  }

  /** @param {HTMLElement} row @param {HTMLInputElement} steps */
  #quote(row, steps) {
    const redeem = /** @type {HTMLButtonElement} */ (this.#part("[data-action=redeem]", row));
    redeem.disabled = true;
    clearTimeout(this.#quoting);
    if (!steps.value) return;
    this.#quoting = setTimeout(async () => {
      const wanted = steps.value;
      const answer = await this.#fetch(`steps?reward=${row.dataset.id}&steps=${wanted}`);
      if (steps.value !== wanted) return;
      this.#part("[data-slot=confirm]", row).textContent = answer?.confirm ?? answer?.message ?? "";
      row.dataset.cost = String(answer?.costPoints ?? "");
      redeem.disabled = !answer?.ok;
    }, 250);
  }

  /** @param {HTMLElement} row @param {boolean} open */
  #ask(row, open) {
    this.#part("[data-confirm]", row).hidden = !open;
    this.#part("[data-refused]", row).hidden = true;
    const question = this.#part("[data-action=ask]", row);
    question.hidden = open;
    (open ? this.#part("[data-action=redeem]", row) : question).focus();
  }

  /** @param {string} [path] */
  async #load(path = "panel") {
    clearTimeout(this.#timer);
    const body = this.#part("[data-body]");
    body.ariaBusy = "true";
    const panel = /** @type {Panel & Answer | null} */ (await this.#fetch(path));
    body.ariaBusy = "false";
    if (!panel?.rewards) return this.#fail(panel);

    this.#part("[data-alert]").hidden = true;
    if (panel.member) this.#showMember(panel.member);
    for (const list of LISTS) this.#showList(list, panel[list]);
    const waiting = panel.codes.find((code) => code.state === "requested");
    if (waiting) this.#await(String(waiting.id), 1000);
  }

  /** @param {Slots} member */
  #showMember(member) {
    const before = this.#part("[data-slot=points]").textContent;
    const places = document.querySelectorAll(".laurel-launcher, .laurel-hero, .laurel-card");
    for (const place of places) fill(place, member);
    if (before !== member.points) this.#say(member.announce);
  }

  /** @param {string} name @param {Slots[]} items */
  #showList(name, items) {
    const json = JSON.stringify(items);
    if (this.#shown[name] === json) return;
    this.#shown[name] = json;

    const list = this.#part(`[data-list=${name}]`);
    const { content } = /** @type {HTMLTemplateElement} */ (this.#part(`[data-row=${name}]`));
    const id = list.querySelector("[data-id]:focus-within")?.getAttribute("data-id");
    list.replaceChildren(
      ...items.map((item) => {
        const row = /** @type {HTMLElement} */ (content.firstElementChild?.cloneNode(true));
        row.dataset.id = String(item.id);
        row.dataset.cost = String(item.costPoints ?? "");
        fill(row, item);
        row.querySelector("[data-slot=steps]")?.setAttribute("max", String(item.most ?? ""));
        return row;
      }),
    );
    /** @type {HTMLElement} */ (list.closest("section")).hidden = items.length === 0;
    if (id) (this.#row(id) ?? this.#part(".laurel-close")).focus();
  }

  /** One intent keeps one request id until it is answered.
   * @param {HTMLElement} row @param {HTMLButtonElement} button */
  async #redeem(row, button) {
    const reward = String(row.dataset.id);
    const cost = Number(row.dataset.cost);
    const input = /** @type {HTMLInputElement} */ (this.#part("[data-slot=steps]", row));
    const steps = input.hidden ? {} : { steps: Number(input.value) };
    const intent = JSON.stringify([reward, cost, steps]);
    const request = this.#intents.get(intent) ?? crypto.randomUUID();
    this.#intents.set(intent, request);
    button.disabled = this.#part("[data-refused]", row).hidden = true;
    const answer = await this.#fetch("redeem", { reward, request, cost, ...steps });
    button.disabled = false;
    if (answer) this.#intents.delete(intent);
    if (answer?.ok) this.#ask(row, false);
    if (answer) await this.#load("panel?fresh=1");
    if (!answer?.ok) return this.#fail(answer, this.#row(reward));
    if (answer.id) this.#row(answer.id)?.focus();
    if (answer.ready) this.#say(answer.ready);
  }

  /** @param {string} id */
  #row = (id) => this.#part(`[data-id="${id}"]`);

  /** @param {string} id @param {number} ms */
  #await(id, ms) {
    this.#timer = setTimeout(async () => {
      const code = await this.#fetch(`redemption?id=${id}`);
      if (code && code.state !== "requested") {
        await this.#load("panel?fresh=1");
        if (code.ready) this.#say(code.ready);
      } else if (this.#dialog.open) this.#await(id, Math.min(ms * 1.6, 15000));
    }, ms);
  }

  /** @param {HTMLElement} row @param {HTMLElement} button */
  async #copy(row, button) {
    const code = this.#part("[data-slot=code]", row);
    try {
      await navigator.clipboard.writeText(String(code.textContent));
      button.textContent = button.dataset.done ?? "";
      this.#say(button.textContent);
    } catch {
      getSelection()?.selectAllChildren(code); // To copy by hand.
    }
  }

  /** The answer, refusals included; null without one.
   * @param {string} path @param {object} [body] @returns {Promise<Answer | null>} */
  async #fetch(path, body) {
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

  /** A refusal stands in the row it is about.
   * @param {Answer | null} answer @param {HTMLElement | null} [row] */
  #fail(answer, row) {
    const text = row ? this.#part("[data-refused]", row) : this.#part("[data-alert-text]");
    text.textContent = answer?.message ?? this.dataset.offline ?? "";
    (row ? text : this.#part("[data-alert]")).hidden = false;
    if (row) text.focus();
  }

  /** @param {unknown} text */
  #say(text) {
    this.#part("[data-status]").textContent = String(text ?? "");
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

if (!customElements.get("loyalty-launcher")) {
  customElements.define("loyalty-launcher", LoyaltyLauncher);
}
