import { useTranslation } from "react-i18next";
import { useFormats } from "./formats.tsx";

/** Writes a number of points: "1 point", "1,200 points". */
export function usePointsText(): (points: number) => string {
  const { t } = useTranslation();
  const { count } = useFormats();
  return (points) => t("points", { count: points, points: count(points) });
}
