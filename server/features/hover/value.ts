import { isSameWay, type Steps } from "../../../api/path.ts";
import { parseSchedule } from "../../../api/cron.ts";
import { parseQuantity } from "../../../api/quantity.ts";
import type { LabelSelector } from "../../../schemas/generated/types.ts";
import { selectorFromMap } from "../../../api/selector.ts";
import { nameKey } from "../../names/named.ts";
import type { SchemaPlace } from "../../schema/schemaAt.ts";
import { valueAt } from "../../text/values.ts";
import { cronInWords } from "../../language/cronInWords.ts";
import { durationInWords, quantityInWords } from "../../language/units.ts";
import { describeImage } from "./image.ts";
import { describeVolume } from "./volume.ts";
import type { Entry } from "../../workspace/catalog.ts";
import { podTemplateOf, selectorOf } from "../../workspace/podOf.ts";
import type { Document } from "../../workspace/model.ts";
import type { Snapshot } from "../../workspace/workspace.ts";
import { type ServerPart, type ServerSentence, say } from "../../words/say.ts";
import { listed, strung } from "../../../api/words/sentence.ts";

/** The meaning of a value; empty if it needs no explanation. */
export function describeValue(snapshot: Snapshot, document: Document, steps: Steps, place: SchemaPlace, now: number): ServerPart[] {
  const value = valueAt(document.manifest.value, steps);
  const key = `${place.owner}.${place.name}`;
  if (key === "CronJobSpec.schedule") return describeSchedule(value, valueAt(document.manifest.value, ["spec", "timeZone"]), now);
  if (place.name === "image" && steps.at(-1) === "image" && place.owner?.endsWith("Container")) return describeImage(document, steps);
  if ((key === "VolumeMount.name" || key === "VolumeDevice.name") && typeof value === "string")
    return describeVolume(snapshot, document, steps, value);
  if (place.shape.is === "quantity") return describeQuantity(value, String(steps.at(-1)));
  if (place.name !== undefined && /seconds/i.test(place.name) && typeof value === "number" && value >= 60) return [durationInWords(value)];
  const selector = selectorAt(key, valueAt(document.manifest.value, [...steps.slice(0, steps.lastIndexOf(place.name!) + 1)]));
  if (selector) return [describeSelected(snapshot, document, selector)];
  return describeName(snapshot, document, steps);
}

/** A schedule in words, with its next five runs. */
function describeSchedule(value: unknown, timeZone: unknown, now: number): ServerPart[] {
  if (typeof value !== "string") return [];
  const zone = typeof timeZone === "string" ? timeZone : "UTC";
  const schedule = parseSchedule(value, zone);
  if (!("next" in schedule)) return [];
  const runs: ServerPart[] = [];
  for (let at = schedule.next(now); at !== undefined && runs.length < 5; at = schedule.next(at)) runs.push(strung(["-", ...formatMoment(at, zone)]));
  if (runs.length === 0) return [cronInWords(value), say("never-runs")];
  return [cronInWords(value), strung([say("next-runs", { zone }), ...runs], "\n")];
}

type Weekday = "sun" | "mon" | "tue" | "wed" | "thu" | "fri" | "sat";

function formatMoment(moment: number, timeZone: string): ServerPart[] {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    weekday: "short",
    hourCycle: "h23",
  });
  const parts = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, value]));
  return [say(parts["weekday"]!.toLowerCase() as Weekday), `${parts["year"]}-${parts["month"]}-${parts["day"]} ${parts["hour"]}:${parts["minute"]}`];
}

function describeQuantity(value: unknown, resource: string): ServerPart[] {
  const quantity = typeof value === "string" || typeof value === "number" ? parseQuantity(value) : undefined;
  return quantity ? [quantityInWords(quantity, resource)] : [];
}

/** The selector that a map of labels is, or is part of. */
function selectorAt(key: string, map: unknown): LabelSelector | undefined {
  if (typeof map !== "object" || map === null) return undefined;
  if (key === "LabelSelector.matchLabels") return { matchLabels: map as Record<string, string> };
  return key === "ServiceSpec.selector" || key === "ReplicationControllerSpec.selector" ? selectorFromMap(map as Record<string, string>) : undefined;
}

function describeSelected({ catalog }: Snapshot, document: Document, selector: LabelSelector): ServerSentence {
  const selected = catalog.selected(document.self.namespace, selector);
  if (selected.length === 0) return say("selects-nothing");
  return say("selects-pods-of", { workloads: listed(selected.map(nameOf)) });
}

function nameOf({ document: { self } }: Entry): string {
  return `\`${self.kind}/${self.name}\``;
}

/** Where a name is defined, and the port that a port's name stands for. */
function describeName({ catalog }: Snapshot, document: Document, steps: Steps): ServerPart[] {
  const mention = document.mentions.find(({ path, role }) => role === "reference" && isSameWay(path, steps));
  if (!mention) return [];
  const { named } = mention;
  if (named.is === "targetPort") {
    const service = document.manifest.value;
    const selector = selectorOf(service);
    return catalog.selected(named.namespace, selector).flatMap((entry) => portsOf(entry, named.name));
  }
  const definitions = catalog.mentions(nameKey(named)).filter((found) => found.mention.role === "definition");
  if (named.is === "port") return definitions.flatMap((entry) => portsOf(entry, named.name));
  if (named.is === "object" && definitions.length > 0)
    return [
      say("defined-in", {
        name: `\`${named.kind}/${named.name}\``,
        files: listed(definitions.map(({ uri }) => `\`${uri.slice(uri.lastIndexOf("/") + 1)}\``)),
      }),
    ];
  return [];
}

function portsOf(entry: Entry, name: string): ServerPart[] {
  const containers = podTemplateOf(entry.document.manifest.value)?.spec?.containers;
  if (!Array.isArray(containers)) return [];
  return containers.flatMap((container) =>
    (Array.isArray(container?.ports) ? container.ports : [])
      .filter((port) => port?.name === name)
      .map((port) => say("port-of", { port: `\`${port.containerPort}\``, container: `\`${container.name}\``, owner: nameOf(entry) })),
  );
}
