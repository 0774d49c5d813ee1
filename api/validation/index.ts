import type { RulesByKind } from "./rules.ts";

/** Every kind whose objects have a meaning to check, by `apiVersion/kind`: the one list to look into for where a kind's rules are. */
export const rules: RulesByKind = {};
