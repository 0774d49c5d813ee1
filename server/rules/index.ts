import type { Rule } from "./rule.ts";

/** Every rule: the one list to add a new one to. */
export const rules: readonly Rule[] = [];
