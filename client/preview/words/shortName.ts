import type { ActionRow, Story } from "../story/story.ts";

/** What tells a pod from its siblings: the end of its name, where that is drawn by lot. An ordinal means nothing without its name. */
export function shortName({ about: { kind, name }, workload }: ActionRow, story: Story): string {
  const owner = story.workloads[workload];
  if (kind !== "Pod" || !owner || owner.ref.kind === "Pod" || !name.startsWith(`${owner.ref.name}-`)) return name;
  const rest = name.slice(owner.ref.name.length + 1);
  if (/^\d+$/.test(rest)) return name;
  return owner.kind === "Deployment" || owner.kind === "CronJob" ? rest.slice(rest.lastIndexOf("-") + 1) : rest;
}
