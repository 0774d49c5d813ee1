import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Panel } from "../state/panel.ts";

/** The panel that a component belongs to. */
export const PanelContext = createContext<Panel | null>(null);

/** The panel of the component that calls it. Throws outside of a panel. */
export function usePanel(): Panel {
  const panel = useContext(PanelContext);
  if (!panel) throw new Error("drawn outside of a panel");
  return panel;
}
