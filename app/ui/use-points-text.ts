import { useFormats } from "#app/ui/formats.tsx";
import { useTexts } from "#app/ui/texts.tsx";

/** Writes a number of points: "1 point", "1,200 points". */
export function usePointsText(): (points: number) => string {
  const { t } = useTexts();
  const { count } = useFormats();
  return (points) => t("points", { count: points, points: count(points) });
}
