import type {
  AppMessage,
  Envelope,
  FrameEnvelope,
  FrameMessage,
  RequestName,
  Requests,
} from "#dev-shop/app-bridge/messages.ts";

export type Answers = {
  [Name in RequestName]: (ask: Requests[Name]["ask"]) => Promise<Requests[Name]["answer"]>;
};

export type AppChannel = { tell: (message: FrameMessage) => void };

/** Opens the app in the frame, and talks to its page and to nobody else. */
export function openAppChannel(
  frame: HTMLIFrameElement,
  { hear, answers }: { hear: (message: AppMessage) => void; answers: Answers },
): AppChannel {
  const address = frame.dataset["app"] ?? "";
  const appOrigin = new URL(address).origin;
  const tell = (message: FrameMessage) => {
    const envelope: FrameEnvelope = { devShopFrame: 1, message };
    frame.contentWindow?.postMessage(envelope, appOrigin);
  };
  window.addEventListener("message", (event: MessageEvent<Envelope>) => {
    const isApp = event.origin === appOrigin && event.source === frame.contentWindow;
    if (!isApp || event.data?.devShopApp !== 1) return;
    if ("message" in event.data) hear(event.data.message);
    else void answer(event.data.request, answers, tell);
  });
  // Only now: what an app says before anybody listens is lost.
  frame.src = address;
  return { tell };
}

async function answer(
  { id, name, ask }: { id: number; name: RequestName; ask: unknown },
  answers: Answers,
  tell: (message: FrameMessage) => void,
): Promise<void> {
  try {
    const respond = answers[name] as (question: unknown) => Promise<unknown>;
    tell({ type: "answer", id, value: await respond(ask), error: null });
  } catch (error) {
    // The app's call fails with the reason, as it would at Shopify.
    tell({ type: "answer", id, value: null, error: String(error) });
  }
}
