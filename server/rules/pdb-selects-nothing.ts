import { asSelector } from "../workspace/podOf.ts";
import { selectsNothing } from "./selects.ts";

/** A budget that selects no pods protects nothing. */
export const pdbSelectsNothing = selectsNothing("pdb-selects-nothing", "PodDisruptionBudget", ["spec", "selector"], asSelector);
