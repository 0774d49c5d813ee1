import { milliValue, parseQuantity, type Quantity, value } from "../../../api/quantity.ts";
import type { Container } from "../../../schemas/generated/types.ts";

/** What a container's environment is told of its own resources: `limits.cpu` in cores, memory in bytes, both in the unit of a divisor and rounded up. */
export function resourceValue({ resources }: Container, resource: string, divisor: string | number | undefined): string {
  const [part = "", ...name] = resource.split(".");
  const amounts = part === "limits" ? resources?.limits : resources?.requests;
  const amount = parseQuantity(amounts?.[name.join(".")] ?? 0);
  const unit = parseQuantity(divisor === undefined || divisor === "0" || divisor === "" ? 1 : divisor);
  if (!amount || !unit) return "";
  const inMillis = name.join(".") === "cpu";
  return String(Math.ceil(of(amount, inMillis) / of(unit, inMillis)));
}

function of(amount: Quantity, inMillis: boolean): number {
  return inMillis ? milliValue(amount) : value(amount);
}

/** A share in whole percent, cut short. */
export function percent(part: number, whole: number): string {
  return whole === 0 ? "0%" : `${Math.trunc((part / whole) * 100)}%`;
}
