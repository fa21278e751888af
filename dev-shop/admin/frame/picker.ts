import type { PickerQuestion } from "#dev-shop/app-bridge/messages.ts";

type Resource = { id: string; title?: string; displayName?: string; variants?: { id: string }[] };

/** A dialog to choose products, variants, collections or customers; null when it is closed. */
export function pickResources(question: PickerQuestion): Promise<Resource[] | null> {
  const dialog = document.createElement("dialog");
  dialog.className = "picker";
  dialog.setAttribute("aria-label", `Choose: ${question.type}`);
  const search = searchField(question);
  const list = document.createElement("ul");
  list.className = "picker__list";
  const chosen = new Map<string, Resource>();
  const preset = new Set(question.selectedIds);

  const load = async () => {
    const query = new URLSearchParams({ type: question.type, q: search.value });
    const response = await fetch(`/admin/internal/pickable?${query.toString()}`);
    const found = (await response.json()) as Resource[];
    for (const resource of found) {
      if (preset.delete(resource.id)) chosen.set(resource.id, resource);
    }
    list.replaceChildren(...found.map((resource) => row(resource, { chosen, question })));
  };
  search.addEventListener("input", () => void load());

  return new Promise((resolve) => {
    const finish = (result: Resource[] | null) => {
      dialog.remove();
      resolve(result);
    };
    dialog.addEventListener("close", () => finish(null));
    dialog.append(heading(question), label(search), search, list);
    dialog.append(
      buttons({
        action: question.action,
        cancel: () => finish(null),
        choose: () => finish([...chosen.values()]),
      }),
    );
    document.body.append(dialog);
    dialog.showModal();
    void load();
  });
}

function heading({ action, type }: PickerQuestion): HTMLElement {
  const title = document.createElement("h2");
  title.textContent = `${action === "add" ? "Add" : "Select"} ${type}s`;
  return title;
}

function searchField({ query }: PickerQuestion): HTMLInputElement {
  const input = document.createElement("input");
  input.type = "search";
  input.id = "picker-search";
  input.value = query;
  return input;
}

function label(field: HTMLInputElement): HTMLLabelElement {
  const made = document.createElement("label");
  made.htmlFor = field.id;
  made.textContent = "Search";
  return made;
}

type Choice = { chosen: Map<string, Resource>; question: PickerQuestion };

function row(resource: Resource, { chosen, question }: Choice): HTMLLIElement {
  const { id, title, displayName } = resource;
  const input = document.createElement("input");
  input.type = question.multiple === false ? "radio" : "checkbox";
  input.name = "picked";
  input.checked = chosen.has(id);
  input.addEventListener("change", () => {
    if (question.multiple === false) chosen.clear();
    const most = typeof question.multiple === "number" ? question.multiple : Infinity;
    if (!input.checked) chosen.delete(id);
    else if (chosen.size < most) chosen.set(id, resource);
    else input.checked = false;
  });
  const text = document.createElement("label");
  text.append(input, ` ${displayName ?? title ?? id}`);
  const item = document.createElement("li");
  item.append(text);
  return item;
}

type Finish = { action: string; cancel: () => void; choose: () => void };

function buttons({ action, cancel, choose }: Finish): HTMLElement {
  const made = document.createElement("footer");
  made.className = "buttons";
  for (const [text, pressed] of [
    ["Cancel", cancel],
    [action === "add" ? "Add" : "Select", choose],
  ] as const) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = text;
    button.addEventListener("click", pressed);
    made.append(button);
  }
  made.lastElementChild?.classList.add("primary");
  return made;
}
