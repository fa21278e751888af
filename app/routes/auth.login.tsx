import { useTexts } from "#app/ui/texts.tsx";
/** Where the library sends a visitor without a shop. Review rule 2.3.1: nothing to type in. */
export default function OpenFromAdmin() {
  const { t } = useTexts();
  return (
    <main style={{ maxWidth: "40rem", margin: "4rem auto", padding: "0 1rem" }}>
      <h1 style={{ fontSize: "1.25rem", fontWeight: 650 }}>{t("login.title")}</h1>
      <p>{t("login.text")}</p>
    </main>
  );
}
