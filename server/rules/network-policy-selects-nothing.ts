import { asSelector } from "../workspace/podOf.ts";
import { selectsNothing } from "./selects.ts";

/** A policy that selects no pods restricts nothing. */
export const networkPolicySelectsNothing = selectsNothing("network-policy-selects-nothing", "NetworkPolicy", ["spec", "podSelector"], asSelector);
