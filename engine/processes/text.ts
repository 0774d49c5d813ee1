import type { Seconds, Text, Unknown } from "./behaviour.ts";

/**
 * Parts of a text that only a running pod knows (the time, a field) travel through the shell inside ordinary strings,
 * between two private-use characters, so that quoting, splitting and files need not handle them.
 */
const [open, close, comma] = ["\uE000", "\uE001", "\uE002"];
const stamp = new RegExp(`${open}([^${close}]*)${close}`, "g");

/** A text without the characters that delimit stamps. */
export function cleaned(text: string): string {
  return text.replace(/[\uE000-\uE002]/g, "");
}

/** The time at a second of the run, printed in a format of `date`. */
export function dateStamp(format: string, at: Seconds): string {
  return `${open}date${comma}${at}${comma}${cleaned(format)}${close}`;
}

/** A field of the pod, such as `metadata.name`. */
export function fieldStamp(field: string): string {
  return `${open}field${comma}${cleaned(field)}${close}`;
}

/** An environment variable of the container whose value is not known here. */
export function variableStamp(variable: string): string {
  return `${open}variable${comma}${cleaned(variable)}${close}`;
}

/** The unknown output of a command. */
export function outputStamp(command: string): string {
  return `${open}output${comma}${cleaned(command)}${close}`;
}

/** Whether a part of the string is unknown until the pod runs. */
export function isStamped(text: string): boolean {
  return text.includes(open);
}

/** A string of the shell for people: unknown parts are left out. */
export function readable(value: string): string {
  return cleaned(value.replace(stamp, "…"));
}

/** The parts of a string of the shell. */
export function textOf(value: string): Text {
  const parts = value.split(stamp).map((part, i) => (i % 2 === 1 ? pieceOf(part) : part));
  return parts.filter((part) => part !== "");
}

function pieceOf(inside: string): Unknown {
  const [kind, first = "", ...rest] = inside.split(comma);
  switch (kind) {
    case "date":
      return { date: rest.join(comma), at: Number(first) };
    case "field":
      return { field: first };
    case "variable":
      return { variable: first };
    default:
      return { output: first };
  }
}
