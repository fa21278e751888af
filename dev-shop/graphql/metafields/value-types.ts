/** The types of metafields, and whether a value is one. */

const measurements =
  "antenna_gain area battery_charge_capacity battery_energy_capacity capacitance concentration " +
  "data_storage_capacity data_transfer_rate dimension display_density distance duration " +
  "electric_current electrical_resistance energy frequency illuminance inductance luminous_flux " +
  "mass_flow_rate power pressure resolution rotational_speed sound_level speed temperature " +
  "thermal_power voltage volume volumetric_flow_rate weight";
const references =
  "article_reference collection_reference company_reference customer_reference file_reference " +
  "metaobject_reference mixed_reference order_reference page_reference product_reference " +
  "product_taxonomy_value_reference variant_reference";
const names = (
  `${measurements} ${references} color date date_time link number_decimal number_integer rating ` +
  "single_line_text_field url"
).split(" ");
const single = "boolean id json language money multi_line_text_field rich_text_field".split(" ");

const valueTypes = new Set([...names, ...single, ...names.map((name) => `list.${name}`)]);

export function isValueType(type: string): boolean {
  return valueTypes.has(type);
}

/** What is wrong with a value of the type, or null. */
export function valueProblem(type: string, value: string): string | null {
  if (type.startsWith("list.")) {
    const items = jsonOf(value);
    if (!Array.isArray(items)) return "Value is invalid JSON: must be an array.";
    const inner = type.slice("list.".length);
    for (const item of items as unknown[]) {
      const problem = valueProblem(inner, typeof item === "string" ? item : JSON.stringify(item));
      if (problem) return problem;
    }
    return null;
  }
  return problems[type]?.(value) ?? null;
}

const problems: Record<string, (value: string) => string | null> = {
  number_integer: (value) => {
    if (!/^[+-]?\d+$/.test(value)) return "Value must be an integer.";
    return Number.isSafeInteger(Number(value)) ? null : "Value is out of range.";
  },
  number_decimal: (value) => (/^[+-]?\d+(\.\d+)?$/.test(value) ? null : "Value must be a decimal."),
  boolean: (value) =>
    value === "true" || value === "false" ? null : "Value must be true or false.",
  single_line_text_field: (value) =>
    /[\r\n]/.test(value) ? "Value must be a single line text string." : null,
  json: (value) => (jsonOf(value) === undefined ? "Value is invalid JSON." : null),
  rich_text_field: (value) => (isObject(jsonOf(value)) ? null : "Value is invalid JSON."),
  date: (value) =>
    /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value))
      ? null
      : "Value must be in YYYY-MM-DD format.",
  date_time: (value) =>
    Number.isNaN(Date.parse(value)) ? "Value must be in YYYY-MM-DDTHH:MM:SS format." : null,
  color: (value) => (/^#[0-9a-f]{6}$/i.test(value) ? null : "Value must be a hex color code."),
  url: (value) =>
    /^(https?:\/\/|mailto:|sms:|tel:)\S+$/.test(value) ? null : "Value must be a valid URL.",
  money: (value) => {
    const money = jsonOf(value);
    const whole = isObject(money) && "amount" in money && "currency_code" in money;
    return whole ? null : "Value must be a stringified JSON object with amount and currency_code.";
  },
  rating: (value) => {
    const rating = jsonOf(value);
    const whole =
      isObject(rating) && "value" in rating && "scale_min" in rating && "scale_max" in rating;
    return whole
      ? null
      : "Value must be a stringified JSON object with value, scale_min and scale_max.";
  },
};

/** As `jsonValue` shows it: numbers, booleans and JSON as such, all else as text. */
export function jsonValueOf(type: string, value: string): unknown {
  const asJson =
    type.startsWith("list.") ||
    ["json", "number_integer", "boolean", "money", "rating", "rich_text_field", "link"].includes(
      type,
    );
  return asJson || measurements.split(" ").includes(type) ? (jsonOf(value) ?? value) : value;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
