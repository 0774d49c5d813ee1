import type { PodLook } from "../story/series.ts";
import { tag } from "./svg.ts";
import type { Theme } from "./theme.ts";

/** Whose pods: of the newest version of the workload in focus, of an older one, of another workload. */
export type Version = "new" | "old" | "other";

/** How a band or a pod of a version and a look is filled and outlined, as the styles of the screen do. */
export function paint(look: PodLook, version: Version, theme: Theme): Readonly<Record<string, string | number>> {
  switch (look) {
    case "ready":
      return { fill: theme[version], "fill-opacity": 0.92 };
    case "settling":
      return { fill: theme[version], "fill-opacity": 0.65 };
    case "done":
      return { fill: theme[version], "fill-opacity": 0.5 };
    case "starting":
      return version === "other" ? { fill: theme.other, "fill-opacity": 0.5 } : { fill: `url(#picture-${version})` };
    case "failing":
      return { fill: "url(#picture-bad)" };
    case "pending":
      return { fill: theme.grid, stroke: theme.warn, "stroke-dasharray": "1 2" };
    case "ending":
      return { fill: "none", stroke: theme.soft, "stroke-dasharray": "3 2" };
  }
}

/** Hatches for pods that do not serve yet, in the colour of their version. */
export function hatches(theme: Theme): string {
  const patterns = (["old", "new", "bad"] as const).map((name) =>
    tag(
      "pattern",
      {
        id: `picture-${name}`,
        width: 7,
        height: 7,
        patternUnits: "userSpaceOnUse",
        patternTransform: `rotate(${name === "bad" ? -45 : 45})`,
      },
      tag("rect", { width: 7, height: 7, fill: theme[name], "fill-opacity": 0.16 }) +
        tag("rect", { width: 3, height: 7, fill: theme[name], "fill-opacity": 0.75 }),
    ),
  );
  return tag("defs", {}, patterns.join(""));
}
