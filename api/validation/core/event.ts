import type { Event } from "../../../schemas/generated/types.ts";
import { type Check, all, orElse } from "../../check.ts";
import { byteLength, objectMeta, objectMetaUpdate } from "../metadata.ts";
import { dnsSubdomain, formatted, pathSegment, qualifiedName } from "../names.ts";
import type { KindRules } from "../rules.ts";
import { say } from "../../words/say.ts";
import { quoted } from "../../words/sentence.ts";

/** The longest texts, in bytes, of events that say when they happened. */
const longest = { reportingInstance: 128, action: 128, reason: 128, message: 1024 } as const;

const place: Check<Event> = ({ metadata, eventTime, involvedObject: { namespace: about = "" } = {} }, at, causes) => {
  const { namespace = "default" } = metadata ?? {};
  const homes = eventTime === undefined ? ["", "default"] : ["default", "kube-system"];
  const fits = about === "" ? homes.includes(namespace) : eventTime !== undefined || about === namespace;
  if (!fits)
    causes.invalid(at.field("involvedObject").field("namespace"), say("event-elsewhere", { namespace: quoted(namespace), about: quoted(about) }));
  formatted(dnsSubdomain)(namespace, at.field("metadata").field("namespace").shownAs(at.field("namespace")), causes, undefined);
};

const timed: Check<Event> = (event, at, causes) => {
  if (event.eventTime === undefined) return;
  const reporter = event.reportingComponent ?? "";
  if (reporter === "") causes.required(at.field("reportingComponent"), say("no-reporter"));
  formatted(qualifiedName)(reporter, at.field("reportingComponent"), causes, undefined);
  for (const [name, most] of Object.entries(longest) as [keyof typeof longest, number][]) {
    const text = event[name] ?? "";
    if (text === "" && name !== "message") causes.required(at.field(name), say("missing", { name }));
    if (byteLength(text) > most) causes.invalid(at.field(name), say("field-too-large", { name, size: byteLength(text), most }));
  }
};

/** What happened to an object. */
export const event: KindRules<Event> = {
  validate: orElse(all(place, timed), objectMeta(pathSegment, "namespaced", "any")),
  validateUpdate: objectMetaUpdate,
};
