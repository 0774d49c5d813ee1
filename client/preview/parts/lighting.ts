import type { Host } from "../host/host.ts";
import type { Spot } from "../host/messages.ts";

/** Highlights the YAML of an element while the pointer is on it. */
export function lighting(host: Host, spot: Spot | undefined): { readonly onPointerEnter?: () => void; readonly onPointerLeave?: () => void } {
  if (!spot) return {};
  return { onPointerEnter: () => host.send({ is: "highlight", spot }), onPointerLeave: () => host.send({ is: "highlight", spot: null }) };
}
