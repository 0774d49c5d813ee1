import type { Overhead, RuntimeClass, Scheduling, Toleration } from "../../../schemas/generated/types.ts";
import { type Check, all, distinct, each, fields, required, unlessEmpty } from "../../check.ts";
import { pathTo } from "../../path.ts";
import { labels, objectMeta, objectMetaUpdate } from "../metadata.ts";
import { dnsLabel, dnsSubdomain, formatted } from "../names.ts";
import { nodeLabelWarnings } from "../nodeLabels.ts";
import { overhead as podOverhead } from "../pod/resources.ts";
import { toleration } from "../pod/scheduling.ts";
import type { KindRules } from "../rules.ts";
import { immutable } from "../update.ts";

const overhead: Check<Overhead> = ({ podFixed }, at, causes) => podFixed && podOverhead(podFixed, at, causes, undefined);

const tolerations = all(
  each(toleration),
  distinct<Toleration>(({ key = "", operator = "", value = "", effect = "" }) => [key, operator, value, effect].join(" ")),
);

/** How the containers of a pod are run. */
export const runtimeClass: KindRules<RuntimeClass> = {
  validate: all(
    objectMeta(dnsSubdomain, "cluster", "any"),
    all(
      required<RuntimeClass>("handler"),
      fields<RuntimeClass>({
        handler: unlessEmpty(formatted(dnsLabel)),
        overhead,
        scheduling: fields<Scheduling>({ nodeSelector: labels, tolerations }),
      }),
    ),
  ),
  validateUpdate: all(objectMetaUpdate, immutable<RuntimeClass>("RuntimeClass", "handler")),
  warnings: ({ scheduling: { nodeSelector = {} } = {} }) =>
    Object.keys(nodeSelector).flatMap((label) => nodeLabelWarnings(pathTo("scheduling", "nodeSelector").key(label), label)),
};
