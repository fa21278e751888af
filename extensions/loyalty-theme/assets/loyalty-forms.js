// @ts-check

/** Sends what a shopper fills in, after asking whether they mean it; shares their link. */
class LoyaltyForms extends HTMLElement {
  #timer = 0;

  connectedCallback() {
    this.onsubmit = (event) => this.#submit(event);
    this.oninput = ({ target }) => this.#input(target);
    this.onclick = ({ target }) => this.#click(target);
    const share = /** @type {any} */ (this.querySelector("[data-copy]"));
    if (share && !navigator.share) share.textContent = share.dataset.copy;
  }

  get #panel() {
    return /** @type {any} */ (this.closest("loyalty-panel"));
  }

  /** @param {any} event */
  async #submit(event) {
    event.preventDefault();
    const form = event.target;
    const panel = this.#panel;
    const sure = form.querySelector("[data-confirm]");
    if (sure?.hidden) return ask(form, true);
    if (form.ariaBusy === "true" || sure?.querySelector(":disabled")) return;
    form.ariaBusy = "true";
    form.querySelector("[data-refused]").hidden = true;
    const filled = [...new FormData(form)].filter(([, value]) => value);
    const answer = await panel.send(form.dataset.send, Object.fromEntries(filled));
    form.ariaBusy = "false";
    if (!answer?.ok) {
      return panel.fail(answer, form.isConnected ? form : panel.row(form.reward?.value));
    }
    if (sure) ask(form, false);
    form.closest("details")?.removeAttribute("open");
    (panel.row(answer.id) ?? form.closest("section")?.querySelector("h3"))?.focus();
    if (answer.message) panel.say(answer.message);
  }

  /** @param {any} field */
  #input({ form, name, value }) {
    if (name === "steps") this.#quote(form, value);
    if (name !== "month") return;
    const days = new Date(2028, value, 0).getDate();
    for (const day of form.day.options) day.hidden = day.disabled = day.value > days;
    if (form.day.value > days) form.day.value = "";
  }

  /** @param {any} form @param {string} steps */
  #quote(form, steps) {
    const yes = form.querySelector("[data-confirm] [type=submit]");
    yes.disabled = true;
    clearTimeout(this.#timer);
    if (!steps) return;
    this.#timer = setTimeout(async () => {
      const answer = await this.#panel.ask(`steps?reward=${form.reward.value}&steps=${steps}`);
      if (form.steps.value !== steps) return;
      form.querySelector("[data-slot=confirm]").textContent = answer?.confirm ?? answer?.message;
      form.cost.value = answer?.costPoints;
      yes.disabled = !answer?.ok;
    }, 250);
  }

  /** @param {any} target */
  async #click(target) {
    const { form } = target;
    const { action, done } = target.dataset;
    if (action === "cancel") ask(form, false);
    if (action === "more") form.steps.stepUp();
    if (action === "less") form.steps.stepDown();
    if (action === "more" || action === "less") this.#input(form.steps);
    if (action !== "share") return;
    const link = /** @type {any} */ (this.querySelector("[data-slot=link]"));
    try {
      if (navigator.share) return await navigator.share({ url: link.value });
      await navigator.clipboard.writeText(link.value);
      this.#panel.say((target.textContent = done));
    } catch {
      link.select(); // To copy by hand.
    }
  }
}

/** @param {any} form @param {boolean} open */
function ask(form, open) {
  const sure = form.querySelector("[data-confirm]");
  const question = form.querySelector("[data-ask]");
  sure.hidden = !open;
  question.hidden = open;
  (open ? sure.querySelector("[type=submit]") : question).focus();
}

if (!customElements.get("loyalty-forms")) customElements.define("loyalty-forms", LoyaltyForms);
