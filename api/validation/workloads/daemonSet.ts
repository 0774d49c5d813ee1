import type { DaemonSet, DaemonSetSpec, DaemonSetUpdateStrategy, RollingUpdateDaemonSet } from "../../../schemas/generated/types.ts";
import { type Check, all, between, fields, within } from "../../check.ts";
import { atMostWhole, countOrPercent, isNone } from "../amounts.ts";
import { objectMeta, objectMetaUpdate } from "../metadata.ts";
import { dnsSubdomain } from "../names.ts";
import { podTemplate } from "../pod/podTemplate.ts";
import { templateWarnings } from "../pod/warnings.ts";
import type { KindRules } from "../rules.ts";
import { changes, immutable } from "../update.ts";
import { checkSelector, keepsRunning, selectorMatchesTemplate, selectorSaysSomething } from "./selection.ts";
import { say } from "../../words/say.ts";

const amount = all(countOrPercent, atMostWhole);

const rollingUpdate: Check<RollingUpdateDaemonSet> = all(
  fields<RollingUpdateDaemonSet>({ maxUnavailable: amount, maxSurge: amount }),
  ({ maxUnavailable = 0, maxSurge = 0 }, at, causes) => {
    if (!isNone(maxUnavailable) && !isNone(maxSurge))
      causes.invalid(at.field("maxSurge"), say("surge-and-unavailable"), {
        code: "surge-and-unavailable",
      });
    if (isNone(maxUnavailable) && isNone(maxSurge))
      causes.required(at.field("maxUnavailable"), say("rollout-stuck"), {
        code: "rollout-stuck",
      });
  },
);

const updateStrategy: Check<DaemonSetUpdateStrategy> = ({ type = "", rollingUpdate: given }, at, causes) => {
  if (type === "OnDelete") return;
  if (type !== "RollingUpdate") causes.notSupported(at.field("type").shownAs(at), type, ["RollingUpdate", "OnDelete"]);
  else if (given === undefined) causes.required(at.field("rollingUpdate"), say("rolling-update-missing"));
  else rollingUpdate(given, at.field("rollingUpdate"), causes, undefined);
};

const spec: Check<DaemonSetSpec> = (given, at, causes) => {
  const { selector, template = {} } = given;
  if (selector !== undefined) selectorSaysSomething(given, at, causes, undefined);
  if (!checkSelector(given, at, causes)) selectorMatchesTemplate(given, at, causes, undefined);
  podTemplate(template, at.field("template"), causes, undefined);
  keepsRunning(template, at.field("template"), causes, undefined);
  fields<DaemonSetSpec>({ minReadySeconds: between(0), revisionHistoryLimit: between(0), updateStrategy })(given, at, causes, undefined);
};

/** What the API server refuses in a DaemonSet. */
export const daemonSet: KindRules<DaemonSet> = {
  validate: all<DaemonSet>(objectMeta(dnsSubdomain), within<DaemonSet, "spec">("spec", spec)),
  validateUpdate: all(objectMetaUpdate, changes<DaemonSet>({ spec: immutable<DaemonSetSpec>("DaemonSetSpec", "selector") })),
  warnings: (object) => templateWarnings(object.spec),
};
