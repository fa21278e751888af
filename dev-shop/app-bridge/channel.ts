import type {
  AppMessage,
  Envelope,
  FrameEnvelope,
  FrameMessage,
  RequestName,
  Requests,
} from "#dev-shop/app-bridge/messages.ts";

type Waiting = { resolve: (value: unknown) => void; reject: (error: Error) => void };

/** Where this script came from is where the admin frame is: nothing else is told or believed. */
const frameOrigin = originOfThisScript();
const waiting = new Map<number, Waiting>();
const listeners: ((message: FrameMessage) => void)[] = [];
let lastId = 0;

window.addEventListener("message", (event: MessageEvent<unknown>) => {
  if (event.origin !== frameOrigin || event.source !== window.parent) return;
  const { devShopFrame, message } = (event.data ?? {}) as Partial<FrameEnvelope>;
  if (devShopFrame !== 1 || !message) return;
  if (message.type === "answer") settle(message);
  else listeners.forEach((listener) => listener(message));
});

function settle({ id, value, error }: Extract<FrameMessage, { type: "answer" }>): void {
  const caller = waiting.get(id);
  waiting.delete(id);
  if (error === null) caller?.resolve(value);
  else caller?.reject(new Error(error));
}

/** Tells the frame. */
export function tell(message: AppMessage): void {
  post({ devShopApp: 1, message });
}

/** Asks the frame and waits for its answer. */
export function ask<Name extends RequestName>(
  name: Name,
  question: Requests[Name]["ask"],
): Promise<Requests[Name]["answer"]> {
  lastId += 1;
  const id = lastId;
  return new Promise<Requests[Name]["answer"]>((resolve, reject) => {
    waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
    post({ devShopApp: 1, request: { id, name, ask: question } });
  });
}

/** Hears what the frame tells. */
export function listen(listener: (message: FrameMessage) => void): void {
  listeners.push(listener);
}

export function isFramed(): boolean {
  return window.parent !== window;
}

export function adminOrigin(): string {
  return frameOrigin;
}

function post(envelope: Envelope): void {
  if (isFramed()) window.parent.postMessage(envelope, frameOrigin);
}

function originOfThisScript(): string {
  const script = document.currentScript;
  if (!(script instanceof HTMLScriptElement)) throw new Error("App Bridge must be a plain script");
  return new URL(script.src, location.href).origin;
}
