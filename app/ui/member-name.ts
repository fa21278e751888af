import { useTexts } from "#app/ui/texts.tsx";
/** What a member is called: a name, or the number of the customer, or that it was erased. */
export function useMemberName() {
  const { t } = useTexts();
  return (member: { name: string | null; customerNumber: string | null; erased?: boolean }) => {
    if (member.erased) return t("erased");
    return member.name ?? t("unnamed", { id: member.customerNumber ?? "" });
  };
}
