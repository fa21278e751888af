import { createContext, useContext, useMemo, type ReactNode } from "react";
import type { LocalText } from "#app/domain/program/basics.ts";
import type { Locale } from "#app/ui/locale.ts";

export type { LocalText };

/** By what a shop's figures are written. */
export type FormatSettings = {
  locale: Locale;
  currency: string;
  /** Decimals of the currency. */
  decimals: number;
  timeZone: string;
};

const Settings = createContext<FormatSettings>({
  locale: "en",
  currency: "USD",
  decimals: 2,
  timeZone: "UTC",
});

/** Tells every component below how this shop writes money and time. */
export function FormatsProvider(props: { settings: FormatSettings; children: ReactNode }) {
  const { locale, currency, decimals, timeZone } = props.settings;
  const settings = useMemo(
    () => ({ locale, currency, decimals, timeZone }),
    [locale, currency, decimals, timeZone],
  );
  return <Settings.Provider value={settings}>{props.children}</Settings.Provider>;
}

/** Writes numbers, money and times in the reader's language and the shop's own zone. */
export function useFormats() {
  const settings = useContext(Settings);
  return useMemo(() => formatsOf(settings), [settings]);
}

/** The formats of one shop and language. */
export function formatsOf({ locale, currency, decimals, timeZone }: FormatSettings) {
  const count = new Intl.NumberFormat(locale);
  const signed = new Intl.NumberFormat(locale, { signDisplay: "exceptZero" });
  const money = new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  const day = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: "medium" });
  const moment = new Intl.DateTimeFormat(locale, {
    timeZone,
    dateStyle: "medium",
    timeStyle: "short",
  });
  return {
    locale,
    currency,
    timeZone,
    count: (value: number) => count.format(value),
    // Intl writes a hyphen where typography has a sign of its own.
    signed: (value: number) => signed.format(value).replace("-", "−"),
    /** An amount in plain decimal notation, in the shop's currency. */
    money: (amount: string) => money.format(Number(amount)),
    day: (iso: string) => plainSpaces(day.format(new Date(iso))),
    /** The last day before an end: what ends at midnight is good for the whole day before. */
    lastDay: (iso: string) => plainSpaces(day.format(new Date(new Date(iso).getTime() - 1))),
    moment: (iso: string) => plainSpaces(moment.format(new Date(iso))),
    localText: (text: LocalText) => text[locale] || text.en,
  };
}

// Server and browser may differ in which space they put before AM and PM.
function plainSpaces(text: string): string {
  return text.replace(/[\u00a0\u202f]/g, " ");
}
