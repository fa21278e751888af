/** Who buys in the sample shop. Nobody of these exists. */
import type { Address, Customer } from "#dev-shop/model.ts";

const places: [country: string, code: string, city: string][] = [
  ["United Kingdom", "GB", "Leeds"],
  ["United Kingdom", "GB", "Bristol"],
  ["United Kingdom", "GB", "Glasgow"],
  ["Germany", "DE", "Bremen"],
  ["United Kingdom", "GB", "Cardiff"],
  ["Japan", "JP", "Sapporo"],
];

const names: [first: string, last: string, locale: string][] = [
  ...latin("Ada Fern", "Ben Okoro", "Clara Weiss", "Dinesh Rao", "Elif Kaya", "Finn O'Dell"),
  ...latin("Greta Lind", "Hugo Marsh", "Ines Duarte", "Jonas Berg", "Kezia Mensah", "Lars Holm"),
  ...latin("Mina Petrov", "Noor Haddad", "Oskar Nowak", "Priya Nair", "Quentin Roy", "Rosa Vidal"),
  ...latin("Sven Ek", "Tara Byrne", "Umar Bello", "Vera Novak", "Wes Hart", "Ximena Rey"),
  ...latin("Yara Silva", "Zoë Clarke", "Álvaro Núñez", "Bøe Strand", "Çağla Demir", "Đorđe Ilić"),
  ...latin("Łucja Wrona", "Søren Krogh", "Siobhán Quinn", "Jürgen Bähr", "Françoise Noël"),
  ...named("zh-CN", ["伟", "王"], ["芳", "李"], ["静怡", "陈"], ["子涵", "张"], ["明", "欧阳"]),
  ...named("ja", ["さくら", "佐藤"], ["健太", "鈴木"], ["ユイ", "高橋"]),
  ...named("ko", ["지민", "김"], ["서준", "박"]),
  ...named("ru", ["Анна", "Лесная"], ["Борис", "Речной"]),
  ...named("el", ["Ελένη", "Θάλασσα"], ["Νίκος", "Βουνός"]),
  ...named("ar", ["ليلى", "النخيل"], ["سامي", "البحر"]),
  ...named("he", ["נועה", "גל"], ["איתן", "אלון"]),
  ...named("hi", ["मीरा", "वन"], ["अर्जुन", "सागर"]),
  ...named("th", ["มาลี", "ดอกไม้"], ["สมชาย", "ภูเขา"]),
  ...named("am", ["ሰላም", "ተራራ"], ["ዳዊት", "ወንዝ"]),
];

/** The last is the first once more, with a second address: they are merged in the story. */
export const samplePeople: Partial<Customer>[] = [
  ...names.map(([firstName, lastName, locale], index) => ({
    firstName,
    lastName,
    locale,
    email: `shopper-${String(index + 1)}@example.com`,
    tags: index % 9 === 0 ? ["regular"] : [],
    defaultAddress: addressOf(index, { firstName, lastName }),
    marketingState: index % 3 === 0 ? ("SUBSCRIBED" as const) : ("NOT_SUBSCRIBED" as const),
  })),
  { firstName: "Ada", lastName: "Fern", email: "ada.fern@example.org", locale: "en" },
];

function latin(...full: string[]): typeof names {
  return full.map((name) => {
    const [first = "", last = ""] = name.split(" ");
    return [first, last, "en"];
  });
}

function named(locale: string, ...all: [string, string][]): typeof names {
  return all.map(([first, last]) => [first, last, locale]);
}

function addressOf(index: number, name: { firstName: string; lastName: string }): Address {
  const [country, countryCode, city] = places[index % places.length] ?? [
    "United Kingdom",
    "GB",
    "Leeds",
  ];
  return {
    ...name,
    company: null,
    address1: `${String(index + 1)} Teapot Lane`,
    address2: null,
    city,
    province: null,
    provinceCode: null,
    zip: `${String(10_000 + index * 37)}`,
    country,
    countryCode,
    phone: null,
  };
}
