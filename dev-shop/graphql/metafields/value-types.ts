/** The types of metafields, and whether a value is one. */

/** In the order in which Shopify lists them. */
const valueTypes = (
  "antenna_gain area battery_charge_capacity battery_energy_capacity boolean capacitance " +
  "color concentration data_storage_capacity data_transfer_rate date_time date dimension " +
  "display_density distance duration electric_current electrical_resistance energy " +
  "frequency id illuminance inductance json jurisdiction language link list.antenna_gain " +
  "list.area list.battery_charge_capacity list.battery_energy_capacity list.capacitance " +
  "list.color list.concentration list.data_storage_capacity list.data_transfer_rate " +
  "list.date_time list.date list.dimension list.display_density list.distance list.duration " +
  "list.electric_current list.electrical_resistance list.energy list.frequency " +
  "list.illuminance list.inductance list.jurisdiction list.link list.luminous_flux " +
  "list.mass_flow_rate list.number_decimal list.number_integer list.power list.pressure " +
  "list.rating list.resolution list.rotational_speed list.single_line_text_field " +
  "list.sound_level list.speed list.temperature list.thermal_power list.url list.voltage " +
  "list.volume list.volumetric_flow_rate list.weight luminous_flux mass_flow_rate money " +
  "multi_line_text_field number_decimal number_integer power pressure rating resolution " +
  "rich_text_field rotational_speed single_line_text_field sound_level speed temperature " +
  "thermal_power url voltage volume volumetric_flow_rate weight company_reference " +
  "list.company_reference customer_reference list.customer_reference product_reference " +
  "list.product_reference collection_reference list.collection_reference variant_reference " +
  "list.variant_reference file_reference list.file_reference " +
  "product_taxonomy_value_reference list.product_taxonomy_value_reference " +
  "product_taxonomy_disclosure_reference metaobject_reference list.metaobject_reference " +
  "mixed_reference list.mixed_reference disclosure_reference list.disclosure_reference " +
  "page_reference list.page_reference article_reference list.article_reference " +
  "order_reference list.order_reference"
).split(" ");

const measurements = new Set(
  (
    "antenna_gain area battery_charge_capacity battery_energy_capacity capacitance " +
    "concentration data_storage_capacity data_transfer_rate dimension display_density " +
    "distance duration electric_current electrical_resistance energy frequency illuminance " +
    "inductance luminous_flux mass_flow_rate power pressure resolution rotational_speed " +
    "sound_level speed temperature thermal_power voltage volume volumetric_flow_rate weight"
  ).split(" "),
);

/** What is wrong with the name of a type, in Shopify's words, or null. */
export function typeProblem(type: string): string | null {
  if (valueTypes.includes(type)) return null;
  return `Type name ${type} is not a valid type. Valid types are: ${valueTypes.join(", ")}.`;
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
  return asJson || measurements.has(type) ? (jsonOf(value) ?? value) : value;
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
