import { useTranslation } from "react-i18next";

/** Who did something: Laurel itself, the customer, or a member of the shop's staff. */
export function useAuthorText(): (author: string) => string {
  const { t } = useTranslation();
  return (author) => {
    if (author === "customer") return t("author.customer");
    if (author.startsWith("staff:")) return t("author.staff", { id: author.slice(6) });
    return t("author.laurel");
  };
}
