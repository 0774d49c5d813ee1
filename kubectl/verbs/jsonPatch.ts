import { isObject } from "../../api/object.ts";
import { sameValue } from "../../api/equal.ts";

interface Operation {
  readonly op?: unknown;
  readonly path?: unknown;
  readonly from?: unknown;
  readonly value?: unknown;
}

/** A value after a JSON patch (RFC 6902); nothing where the patch does not fit it. */
export function jsonPatch(value: unknown, operations: readonly unknown[]): unknown {
  let result = value;
  for (const operation of operations) {
    const next = isObject(operation) ? applied(result, operation) : undefined;
    if (!next) return undefined;
    result = next.value;
  }
  return result;
}

type Result = { readonly value: unknown } | undefined;

function applied(value: unknown, { op, path, from, value: given }: Operation): Result {
  const steps = stepsOf(path);
  if (!steps) return undefined;
  switch (op) {
    case "add":
      return edited(value, steps, "add", given);
    case "replace":
      return edited(value, steps, "replace", given);
    case "remove":
      return edited(value, steps, "remove", undefined);
    case "test": {
      const found = lookUp(value, steps);
      return found && sameValue(found.value, given) ? { value } : undefined;
    }
    case "copy":
    case "move": {
      const source = stepsOf(from);
      const found = source && lookUp(value, source);
      if (!found) return undefined;
      const without = op === "move" ? edited(value, source, "remove", undefined) : { value };
      return without && edited(without.value, steps, "add", found.value);
    }
    default:
      return undefined;
  }
}

function stepsOf(path: unknown): string[] | undefined {
  if (typeof path !== "string" || (path !== "" && !path.startsWith("/"))) return undefined;
  return path
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function lookUp(value: unknown, steps: readonly string[]): Result {
  let held = value;
  for (const step of steps) {
    if (Array.isArray(held) && /^\d+$/.test(step) && Number(step) < held.length) held = held[Number(step)] as unknown;
    else if (isObject(held) && Object.hasOwn(held, step)) held = held[step];
    else return undefined;
  }
  return { value: held };
}

function edited(value: unknown, [step, ...rest]: readonly string[], how: "add" | "replace" | "remove", given: unknown): Result {
  if (step === undefined) return how === "remove" ? undefined : { value: given };
  if (Array.isArray(value)) return editedList(value as readonly unknown[], step, rest, how, given);
  if (!isObject(value)) return undefined;
  const isThere = Object.hasOwn(value, step);
  if (rest.length > 0) {
    const inner = isThere ? edited(value[step], rest, how, given) : undefined;
    return inner && { value: { ...value, [step]: inner.value } };
  }
  if (!isThere && how === "remove") return undefined;
  if (how !== "remove") return { value: { ...value, [step]: given } };
  const { [step]: _, ...others } = value;
  return { value: others };
}

function editedList(list: readonly unknown[], step: string, rest: readonly string[], how: "add" | "replace" | "remove", given: unknown): Result {
  const isEnd = step === "-";
  if (!isEnd && !/^\d+$/.test(step)) return undefined;
  const index = isEnd ? list.length : Number(step);
  if (rest.length > 0) {
    const inner = index < list.length ? edited(list[index], rest, how, given) : undefined;
    return inner && { value: list.with(index, inner.value) };
  }
  if (how === "add") return index <= list.length ? { value: list.toSpliced(index, 0, given) } : undefined;
  if (index >= list.length) return undefined;
  return { value: how === "replace" ? list.with(index, given) : list.toSpliced(index, 1) };
}
