// @ts-check

/** Asks how many and whether really, and turns points into a reward. */
class LoyaltyRedeem extends HTMLElement {
  #timer = 0;

  connectedCallback() {
    this.onclick = ({ target }) => this.#click(target);
    this.oninput = ({ target }) => this.#quote(target);
  }

  get #panel() {
    return /** @type {any} */ (this.closest("loyalty-panel"));
  }

  /** @param {any} target */
  #click(target) {
    const button = target.closest("[data-action]");
    const row = target.closest("[data-id]");
    const action = button?.dataset.action;
    if (action === "ask") ask(row, true);
    if (action === "cancel") ask(row, false);
    if (action === "redeem") this.#redeem(row, button);
    if (action !== "less" && action !== "more") return;
    const steps = row.querySelector("[data-slot=steps]");
    action === "more" ? steps.stepUp() : steps.stepDown();
    this.#quote(steps);
  }

  /** @param {any} steps */
  #quote(steps) {
    const row = steps.closest("[data-id]");
    const redeem = row.querySelector("[data-action=redeem]");
    redeem.disabled = true;
    clearTimeout(this.#timer);
    if (!steps.value) return;
    this.#timer = setTimeout(async () => {
      const wanted = steps.value;
      const path = `steps?reward=${row.dataset.id}&steps=${wanted}`;
      const answer = await this.#panel.ask(path);
      if (steps.value !== wanted) return;
      row.querySelector("[data-slot=confirm]").textContent = answer?.confirm ?? answer?.message;
      row.dataset.cost = answer?.costPoints ?? "";
      redeem.disabled = !answer?.ok;
    }, 250);
  }

  /** @param {any} row @param {any} button */
  async #redeem(row, button) {
    const panel = this.#panel;
    const { id: reward, cost } = row.dataset;
    const input = row.querySelector("[data-slot=steps]");
    const steps = input.hidden ? {} : { steps: Number(input.value) };
    button.disabled = row.querySelector("[data-refused]").hidden = true;
    const answer = await panel.send("redeem", { reward, cost: Number(cost), ...steps });
    button.disabled = false;
    if (!answer?.ok) return panel.fail(answer, panel.row(reward));
    ask(row, false);
    panel.row(answer.id)?.focus();
  }
}

/** @param {any} row @param {boolean} open */
function ask(row, open) {
  const question = row.querySelector("[data-action=ask]");
  row.querySelector("[data-confirm]").hidden = !open;
  row.querySelector("[data-refused]").hidden = true;
  question.hidden = open;
  (open ? row.querySelector("[data-action=redeem]") : question).focus();
}

if (!customElements.get("loyalty-redeem")) customElements.define("loyalty-redeem", LoyaltyRedeem);
