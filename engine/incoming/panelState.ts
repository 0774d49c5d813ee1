import { isObject } from "../../api/object.ts";
import * as schemas from "../../schemas/files/panelState.ts";
import type { Of } from "../../schemas/files/schema.ts";
import * as checks from "../../schemas/generated/checks/panel.js";
import { causesOf } from "./causes.ts";

/** The saved state of the panel. */
export type KeptState = Of<typeof schemas.panelState>;

/** The state that an earlier page saved, without fields that are invalid today. */
export function readPanelState(kept: unknown): Partial<KeptState> {
  if (!isObject(kept)) return {};
  const bad = new Set(causesOf(checks.panelState, schemas.panelState, kept).map(({ path }) => path.steps()[0]));
  return Object.fromEntries(Object.entries(kept).filter(([name]) => !bad.has(name)));
}
