import { selectorFromMap } from "../../api/selector.ts";
import { isMap } from "../text/values.ts";
import { selectsNothing } from "./selects.ts";

/** A Service without pods answers nobody. */
export const serviceSelectsNothing = selectsNothing("service-selects-nothing", "Service", ["spec", "selector"], (value) =>
  isMap(value) ? selectorFromMap(value as Record<string, string>) : undefined,
);
