import { selectorFromMap } from "../../api/selector.ts";
import { labelsOf } from "../workspace/podOf.ts";
import { selectsNothing } from "./selects.ts";

/** A Service that selects no pods cannot answer requests. */
export const serviceSelectsNothing = selectsNothing("service-selects-nothing", "Service", ["spec", "selector"], (value) =>
  selectorFromMap(labelsOf(value)),
);
