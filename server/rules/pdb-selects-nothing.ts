import { asSelector } from "../workspace/podOf.ts";
import { selectsNothing } from "./selects.ts";

/** A budget without pods protects nothing. */
export const pdbSelectsNothing = selectsNothing("pdb-selects-nothing", "PodDisruptionBudget", ["spec", "selector"], asSelector);
