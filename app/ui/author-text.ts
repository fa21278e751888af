import { useTexts } from "#app/ui/texts.tsx";
/** Who did something: Laurel itself, the customer, or a member of the shop's staff. */
export function useAuthorText(): (author: string) => string {
  const { t } = useTexts();
  return (author) => {
    if (author === "customer") return t("author.customer");
    if (author.startsWith("staff:")) return t("author.staff", { id: author.slice(6) });
    return t("author.laurel");
  };
}
