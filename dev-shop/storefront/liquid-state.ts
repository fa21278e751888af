import type { Context } from "liquidjs";

/** What filters and tags need to know about the page being rendered. */
export type LiquidState = {
  locale: string;
  currency: string;
  translate: (key: string, values: Record<string, unknown>) => string;
  assetUrl: (file: string) => string;
  readAsset: (file: string) => string;
  /** The app blocks of the page, for `content_for "blocks"`. */
  renderBlocks: () => Promise<string>;
};

const STATE = Symbol("liquid state");

/** Globals for a render: what templates see, and the state, which no template can name. */
export function globalsWith(state: LiquidState, globals: Record<string, unknown>): object {
  return { ...globals, [STATE]: state };
}

/** The state of the page being rendered. */
export function stateOf(context: Context): LiquidState {
  const state = (context.globals as { [STATE]?: LiquidState })[STATE];
  if (!state) throw new Error("Liquid was rendered without its state");
  return state;
}
