import type { ResourceQuota } from "../../../schemas/generated/types.ts";
import { natural } from "../../../engine/core/natural.ts";
import type { Stored } from "../../../engine/core/objects.ts";
import { type FrameTable, table } from "./part.ts";

/** ResourceQuotas: usage by resource. */
export const quotas: FrameTable = ({ names }) =>
  table(names, "ResourceQuota", ({ spec, status }: Stored<ResourceQuota>) => ({ used: sorted(status.used), hard: sorted(spec.hard) }));

function sorted(amounts: Readonly<Record<string, unknown>> | undefined): object {
  return Object.fromEntries(Object.entries(amounts ?? {}).sort(([a], [b]) => natural(a, b)));
}
