/** What the app's page and the admin frame say to each other by postMessage. */
export type ButtonState = {
  label: string;
  variant: string | null;
  tone: string | null;
  disabled: boolean;
  loading: boolean;
};

export type NavItem = { label: string; href: string; rel: string | null };

export type SaveBarState = {
  discardConfirmation: boolean;
  save: ButtonState;
  discard: ButtonState;
};

export type ToastState = {
  id: string;
  message: string;
  duration: number;
  isError: boolean;
  action: string | null;
};

/** From the app's page; those with an answer are asked with an id, see `requests`. */
export type AppMessage =
  | { type: "path"; path: string; title: string }
  | { type: "toast-show"; toast: ToastState }
  | { type: "toast-hide"; id: string }
  | { type: "save-bar"; state: SaveBarState | null }
  | { type: "title-bar"; title: string | null; buttons: ButtonState[] }
  | { type: "nav"; items: NavItem[] }
  | { type: "loading"; loading: boolean }
  | { type: "open"; url: string; target: string };

/** What the app's page asks the frame, and what it is answered. */
export type Requests = {
  "id-token": { ask: null; answer: string };
  user: { ask: null; answer: { id: number; name: string; email: string } };
  extensions: { ask: null; answer: unknown[] };
  scopes: {
    ask: { change: "query" | "request" | "revoke"; scopes: string[] };
    answer: ScopesAnswer;
  };
  "leave-confirmation": { ask: null; answer: boolean };
  "resource-picker": { ask: PickerQuestion; answer: unknown[] | null };
};

export type ScopesAnswer = {
  granted: string[];
  required: string[];
  optional: string[];
  declined: boolean;
};

export type PickerQuestion = {
  type: "product" | "variant" | "collection" | "customer";
  action: string;
  multiple: boolean | number;
  query: string;
  selectedIds: string[];
};

export type RequestName = keyof Requests;

/** From the frame. */
export type FrameMessage =
  | { type: "answer"; id: number; value: unknown; error: string | null }
  | { type: "toast-action"; id: string }
  | { type: "toast-dismiss"; id: string }
  | { type: "save-bar-press"; button: "save" | "discard" }
  | { type: "title-bar-press"; index: number }
  | { type: "navigate"; href: string };

export type Envelope =
  | { devShopApp: 1; message: AppMessage }
  | { devShopApp: 1; request: { id: number; name: RequestName; ask: unknown } };

export type FrameEnvelope = { devShopFrame: 1; message: FrameMessage };
