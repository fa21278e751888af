import { useEffect } from "react";

/** Shows a short message in the admin each time `answer` is a new one that says `ok`. */
export function useToast(answer: unknown, text: string): void {
  useEffect(() => {
    if (wentWell(answer)) window.shopify?.toast.show(text);
  }, [answer, text]);
}

/** Whether an action of ours answered that it was done. */
export function wentWell(answer: unknown): boolean {
  return typeof answer === "object" && answer !== null && "ok" in answer && answer.ok === true;
}
