import type { ButtonState, NavItem } from "#dev-shop/app-bridge/messages.ts";

type TitleBarParts = {
  title: HTMLElement;
  buttons: HTMLElement;
  press: (index: number) => void;
};

/** The app's title and its buttons above the frame. */
export function createTitleBar({ title, buttons, press }: TitleBarParts) {
  const appName = title.textContent;
  const set = (text: string | null, states: ButtonState[]) => {
    title.textContent = text || appName;
    buttons.replaceChildren(
      ...states.map((state, index) => {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = state.label;
        button.disabled = state.disabled || state.loading;
        button.className = [state.variant ?? "", state.tone ?? ""].join(" ").trim();
        button.addEventListener("click", () => press(index));
        return button;
      }),
    );
  };
  return { set };
}

/** The app's own links below its name in the admin's menu. */
export function createMenu(handle: string, go: (href: string) => void) {
  const list = document.createElement("ul");
  list.className = "menu__app";
  document.querySelector("#app-menu li")?.append(list);
  let items: NavItem[] = [];
  let path = "";

  const draw = () => {
    const links = items.filter(({ rel }) => rel !== "home");
    list.replaceChildren(...links.map((item) => entry(item)));
  };
  const entry = ({ href, label }: NavItem) => {
    const link = document.createElement("a");
    link.href = `/admin/apps/${handle}${href}`;
    link.textContent = label;
    const target = new URL(href, location.origin).pathname;
    const isHere = path === target || path.startsWith(`${target}/`);
    if (isHere) link.setAttribute("aria-current", "page");
    link.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      go(href);
    });
    const row = document.createElement("li");
    row.append(link);
    return row;
  };
  return {
    set: (next: NavItem[]) => {
      items = next;
      draw();
    },
    mark: (next: string) => {
      path = next;
      draw();
    },
  };
}
