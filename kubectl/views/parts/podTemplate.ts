import type { PodTemplateSpec, TopologySpreadConstraint } from "../../../schemas/generated/types.ts";
import { byText } from "../../../api/byText.ts";
import { formatLabelSelector } from "../../text/format.ts";
import type { Page } from "../../text/page.ts";
import { containersField } from "./containers.ts";
import { annotationsField, labelsField, tolerationsField } from "./metadata.ts";
import { volumesField } from "./volumes.ts";

const indent = "  ";

/** The pod template of a workload. */
export function podTemplateField(page: Page, template: PodTemplateSpec | undefined): void {
  page.line(0, "Pod Template:");
  if (!template) {
    page.raw("  <unset>");
    return;
  }
  const { metadata, spec = {} } = template;
  labelsField(page, `${indent}Labels`, metadata?.labels);
  if (Object.keys(metadata?.annotations ?? {}).length > 0) annotationsField(page, `${indent}Annotations`, metadata?.annotations);
  if (spec.serviceAccountName) page.line(1, `Service Account:\t${spec.serviceAccountName}`);
  if (spec.initContainers && spec.initContainers.length > 0) containersField(page, "Init Containers", spec.initContainers, { indent });
  containersField(page, "Containers", spec.containers ?? [], { indent });
  volumesField(page, spec.volumes, indent);
  spreadField(page, spec.topologySpreadConstraints, indent);
  if (spec.priorityClassName) page.line(1, `Priority Class Name:\t${spec.priorityClassName}`);
  labelsField(page, `${indent}Node-Selectors`, spec.nodeSelector);
  tolerationsField(page, `${indent}Tolerations`, spec.tolerations);
}

/** How pods are to be spread. */
export function spreadField(page: Page, constraints: readonly TopologySpreadConstraint[] | undefined, indent: string): void {
  if (!constraints || constraints.length === 0) return;
  const sorted = [...constraints].sort((a, b) => byText(a.topologyKey ?? "", b.topologyKey ?? ""));
  for (const [i, { topologyKey, whenUnsatisfiable, maxSkew, labelSelector }] of sorted.entries()) {
    const selector = labelSelector ? ` for selector ${formatLabelSelector(labelSelector)}` : "";
    page.raw(
      `${indent}${i === 0 ? "Topology Spread Constraints:\t" : "\t"}${topologyKey}:${whenUnsatisfiable} when max skew ${maxSkew} is exceeded${selector}\n`,
    );
  }
}
