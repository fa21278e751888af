import { createInstance, type i18n } from "i18next";
import { useMemo, type ReactNode } from "react";
import { I18nextProvider, initReactI18next } from "react-i18next";
import { en } from "#app/texts/en.ts";
import { zhCN } from "#app/texts/zh-CN.ts";
import type { Locale } from "./locale.ts";

declare module "i18next" {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
  }
}

/** Gives every component below the texts of one language. */
export function TextsProvider({ locale, children }: { locale: Locale; children: ReactNode }) {
  const texts = useMemo(() => textsOf(locale), [locale]);
  return <I18nextProvider i18n={texts}>{children}</I18nextProvider>;
}

function textsOf(locale: Locale): i18n {
  const instance = createInstance();
  void instance.use(initReactI18next).init({
    lng: locale,
    fallbackLng: "en",
    resources: { en: { translation: en }, "zh-CN": { translation: zhCN } },
    initImmediate: false,
    // React escapes what it renders.
    interpolation: { escapeValue: false },
  });
  return instance;
}
