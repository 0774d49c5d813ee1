import { asSelector } from "../workspace/podOf.ts";
import { selectsNothing } from "./selects.ts";

/** A policy without pods lets everything through. */
export const networkPolicySelectsNothing = selectsNothing("network-policy-selects-nothing", "NetworkPolicy", ["spec", "podSelector"], asSelector);
