import { createContext, useContext, type ReactNode } from "react";

const Titles = createContext<Record<string, string>>({});

/** Tells the fields below what products are called, as far as that is known. */
export function ProductTitles(props: { titles: Record<string, string>; children: ReactNode }) {
  return <Titles.Provider value={props.titles}>{props.children}</Titles.Provider>;
}

export function useProductTitles(): Record<string, string> {
  return useContext(Titles);
}
