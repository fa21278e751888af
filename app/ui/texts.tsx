import { createInstance, type i18n } from "i18next";
import { createContext, useContext, useMemo, type ReactNode } from "react";
import { en } from "#app/texts/en.ts";
import { zhCN } from "#app/texts/zh-CN.ts";
import type { Locale } from "#app/ui/locale.ts";

type Paths<T, Prefix extends string = ""> = {
  [K in keyof T & string]: T[K] extends string ? `${Prefix}${K}` : Paths<T[K], `${Prefix}${K}.`>;
}[keyof T & string];

type WithoutPlural<Path> = Path extends `${infer Stem}_${"one" | "other"}` ? Stem : Path;

/** The path of a text in app/texts; the forms for one and many have one path. */
export type TextKey = WithoutPlural<Paths<typeof en>>;

/** Says something in the reader's language. `count` chooses between the forms for one and many. */
export type Say = (key: TextKey, values?: Record<string, string | number>) => string;

const Texts = createContext<i18n | null>(null);

/** Gives every component below the texts of one language. */
export function TextsProvider({ locale, children }: { locale: Locale; children: ReactNode }) {
  const texts = useMemo(() => textsOf(locale), [locale]);
  return <Texts.Provider value={texts}>{children}</Texts.Provider>;
}

/** How to say things in the reader's language. */
export function useTexts(): { t: Say } {
  const texts = useContext(Texts);
  return useMemo(() => {
    const t: Say = (key, values) => (texts ? String(texts.t(key, values ?? {})) : key);
    return { t };
  }, [texts]);
}

function textsOf(locale: Locale): i18n {
  const instance = createInstance();
  void instance.init({
    lng: locale,
    fallbackLng: "en",
    resources: { en: { translation: en }, "zh-CN": { translation: zhCN } },
    initImmediate: false,
    // React escapes what it renders.
    interpolation: { escapeValue: false },
  });
  return instance;
}
