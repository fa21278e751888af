import { useNavigate, type FetcherWithComponents } from "@remix-run/react";
import { Banner, type BannerHandles } from "@shopify/polaris";
import { useEffect, useRef } from "react";
import { useMemberRefusal, type MemberRefusal } from "#app/ui/member-refusal.ts";
import { wentWell } from "#app/ui/use-toast.ts";

export type MemberAnswer = MemberRefusal & { ok: boolean; errors?: Record<string, string> };

/** Why it was not done, above the form; takes the focus when it appears. */
export function RefusalBanner({ answer }: { answer: MemberAnswer | undefined }) {
  const refusalText = useMemberRefusal();
  const banner = useRef<BannerHandles>(null);
  const refused = answer?.ok === false && answer.errors === undefined;
  useEffect(() => {
    if (refused) banner.current?.focus();
  }, [refused, answer]);
  return refused ? <Banner ref={banner} tone="critical" title={refusalText(answer)} /> : null;
}

/** Goes back to the member once it is done. */
export function useReturnToMember(fetcher: FetcherWithComponents<unknown>, memberId: string): void {
  const navigate = useNavigate();
  useEffect(() => {
    if (wentWell(fetcher.data)) navigate(`/app/members/${memberId}`);
  }, [fetcher.data, memberId, navigate]);
}
