import { autoscalingViews } from "./autoscaling.ts";
import { configViews } from "./config.ts";
import { jobViews } from "./jobs.ts";
import { networkViews } from "./network.ts";
import { nodeViews } from "./nodes.ts";
import { otherViews } from "./others.ts";
import { podViews } from "./pods.ts";
import { storageViews } from "./storage.ts";
import { age, type View, type Views } from "./view.ts";
import { workloadViews } from "./workloads.ts";

const views: Views = {
  ...podViews,
  ...workloadViews,
  ...jobViews,
  ...networkViews,
  ...storageViews,
  ...configViews,
  ...nodeViews,
  ...autoscalingViews,
  ...otherViews,
};

const plain: View = { columns: [age] };

/** How objects of a kind look; those without a view of their own have a name and an age. */
export function viewFor(kind: string): View {
  return views[kind] ?? plain;
}
