import { describe } from "./describe.ts";
import { get } from "./get.ts";
import type { Family, Verb } from "./verb.ts";

/** Every command, in the order in which kubectl lists them. */
export const commands: readonly (Verb | Family)[] = [get, describe];

const byName = new Map(commands.flatMap((command) => [command.name, ...(command.aliases ?? [])].map((name) => [name, command] as const)));

/** A command by its name. */
export function find(name: string): Verb | Family | undefined {
  return byName.get(name);
}
