import type { Overhead, RuntimeClass, Scheduling, Toleration } from "../../../schemas/generated/types.ts";
import { type Check, all, distinct, each, fields, required, since, unlessEmpty } from "../../check.ts";
import { pathTo } from "../../path.ts";
import { labels, objectMeta, objectMetaUpdate } from "../metadata.ts";
import { dnsLabel, dnsSubdomain, formatted } from "../names.ts";
import { nodeLabelWarnings } from "../nodeLabels.ts";
import { overhead as podOverhead } from "../pod/resources.ts";
import { toleration } from "../pod/scheduling.ts";
import type { KindRules } from "../rules.ts";
import { immutable } from "../update.ts";
import { say } from "../../words/say.ts";

const overhead: Check<Overhead> = ({ podFixed }, at, causes) => podFixed && podOverhead(podFixed, at, causes, undefined);

/** Version 1.34 named the list twice. */
const eachToleration = since<readonly Toleration[]>("1.35", each(toleration), (list, at, causes) =>
  each(toleration)(list, at.shownAs(at.field("tolerations")), causes, undefined),
);

const missingHandler: Check<RuntimeClass> = ({ handler = "" }, at, causes) => {
  if (handler === "") causes.invalid(at.field("handler"), say("missing", { name: "handler" }));
};

const tolerations = all(
  eachToleration,
  distinct<Toleration>(({ key = "", operator = "", value = "", effect = "" }) => [key, operator, value, effect].join(" ")),
);

/** How the containers of a pod are run. */
export const runtimeClass: KindRules<RuntimeClass> = {
  validate: all(
    objectMeta(dnsSubdomain, "cluster", "any"),
    all(
      since<RuntimeClass>("1.36", required("handler"), missingHandler),
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
