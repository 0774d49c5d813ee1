import { unsimulated } from "../../core/problem.ts";
import type { Inside, Ran } from "./place.ts";

/** A program that asks something of the network. */
export function request(program: "nslookup" | "wget" | "curl", inside: Inside, args: readonly string[]): Ran {
  throw unsimulated(`does not know where ${program} ${args.join(" ")} goes from ${inside.pod.metadata.name}`);
}
