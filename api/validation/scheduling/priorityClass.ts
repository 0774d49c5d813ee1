import type { PriorityClass } from "../../../schemas/generated/types.ts";
import { type Check, all, choice } from "../../check.ts";
import { objectMeta, objectMetaUpdate } from "../metadata.ts";
import { dnsSubdomain } from "../names.ts";
import type { KindRules } from "../rules.ts";
import { cannotChange, immutable, onCreate } from "../update.ts";
import { say } from "../../words/say.ts";
import { quoted } from "../../words/sentence.ts";

/** Above this the system has its own classes. */
const highest = 1_000_000_000;

/** The classes that Kubernetes brings along, by their values. */
const systemClasses: Readonly<Record<string, number>> = { "system-node-critical": 2_000_001_000, "system-cluster-critical": 2_000_000_000 };

const valueInRange: Check<PriorityClass> = ({ metadata, value = 0, globalDefault = false }, at, causes) => {
  const name = metadata?.name ?? "";
  if (!name.startsWith("system-")) {
    if (value > highest) causes.forbidden(at.field("value"), say("priority-of-system", { value, highest }), { code: "reserved-priority" });
  } else if (systemClasses[name] !== value || globalDefault) {
    causes.forbidden(at.field("metadata").field("name"), say("name-of-system", { name: quoted(name) }), {
      code: "reserved-priority",
    });
  }
};

const sameValueAsBefore: NonNullable<KindRules<PriorityClass>["validateUpdate"]> = ({ value = 0 }, at, causes, { old }) => {
  if (value !== (old.value ?? 0)) causes.forbidden(at.field("value"), cannotChange("value", old.value ?? 0), { code: "immutable-field" });
};

/** How the API server checks a PriorityClass. */
export const priorityClass: KindRules<PriorityClass> = {
  validate: all(
    objectMeta(dnsSubdomain, "cluster"),
    onCreate<PriorityClass>(all(valueInRange, choice<PriorityClass>("preemptionPolicy", "Never", "PreemptLowerPriority"))),
  ),
  validateUpdate: all(objectMetaUpdate, sameValueAsBefore, immutable<PriorityClass>("PriorityClass", "preemptionPolicy")),
};
