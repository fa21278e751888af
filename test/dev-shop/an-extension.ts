/** A theme app extension written for a test, in a folder of its own. */
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Writes the extension's files and answers the folder that holds it. */
export function anExtension(more: Record<string, string> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "dev-shop-extensions-"));
  for (const [name, text] of Object.entries({ ...files, ...more })) {
    const path = join(folder, "club", name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return folder;
}

const files: Record<string, string> = {
  "shopify.extension.toml": 'name = "Club"\nhandle = "club"\ntype = "theme"\n',
  "assets/club.js": "window.clubLoaded = (window.clubLoaded ?? 0) + 1;\n",
  "assets/club.css": ".club { color: #123456; }\n",
  "snippets/hello.liquid":
    "{{ 'hello' | t: name: name }}, {{ block.settings.tone }} {{ outer_variable }}",
  "blocks/badge.liquid": `{% assign outer_variable = 'hidden' %}
<club-badge class="club" {{ block.shopify_attributes }}>
  {% if customer %}
    {% assign club = customer.metafields["$app"].club.value %}
    {% render 'hello', name: customer.first_name %}
    {{ 'points' | t: count: club.points }} {{ club.tier.name }}
  {% else %}
    {{ 'guest' | t }} {{ routes.account_login_url }}
  {% endif %}
  {{ request.locale.iso_code }} {{ app.metafields.club.color.value }}
</club-badge>
{% schema %}
{ "name": "t:badge", "target": "body", "javascript": "club.js", "stylesheet": "club.css",
  "settings": [
    { "type": "text", "id": "tone", "label": "Tone", "default": "plain" },
    { "type": "range", "id": "size", "label": "Size", "min": 1, "max": 9, "default": 3 },
    { "type": "checkbox", "id": "loud", "label": "Loud" },
    { "type": "color", "id": "ink", "label": "Ink", "default": "#112233" },
    { "type": "select", "id": "side", "label": "Side", "default": "left",
      "options": [{ "value": "left", "label": "Left" }, { "value": "right", "label": "Right" }] }
  ] }
{% endschema %}`,
  "blocks/note.liquid": `<p class="club-note">
  {{- product.title | escape }} {{ product.price | money -}}
</p>
{% schema %}
{ "name": "Note", "target": "section", "javascript": "club.js", "settings": [],
  "enabled_on": { "templates": ["product"] } }
{% endschema %}`,
  "blocks/secret.liquid": `<p>secret</p>
{% schema %}
{ "name": "Secret", "target": "body", "available_if": "{{ app.metafields.club.open.value }}",
  "settings": [] }
{% endschema %}`,
  "locales/en.default.json": JSON.stringify({
    hello: "Hello {{ name }}",
    guest: "Join us",
    points: { one: "{{ count }} point", other: "{{ count }} points" },
  }),
  "locales/zh-CN.json": JSON.stringify({
    hello: "{{ name }}，您好",
    guest: "加入我们",
    points: { other: "{{ count }} 分" },
  }),
  "locales/en.default.schema.json": JSON.stringify({ badge: "Badge" }),
};
