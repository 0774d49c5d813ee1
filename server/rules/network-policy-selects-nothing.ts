import { isMap } from "../text/values.ts";
import { selectsNothing } from "./selects.ts";

/** A policy without pods lets everything through. */
export const networkPolicySelectsNothing = selectsNothing("network-policy-selects-nothing", "NetworkPolicy", ["spec", "podSelector"], (value) =>
  isMap(value) ? value : undefined,
);
