import type { Answer, Command } from "../core/command.ts";
import type { Witness } from "../plane/controlPlane.ts";
import { keyOf, type Millis, type Ref, refOf, type StoredObject } from "../core/objects.ts";
import { person } from "../plane/apiServer/apiServer.ts";
import type { Change } from "../core/store.ts";
import type { AppliedObject } from "./change.ts";
import type { Step } from "./script.ts";
import { inKubectl, subjectOf } from "./script/kubectl.ts";
import { withoutValues } from "./refusals.ts";
import { loadsOf, stepSentence } from "./stepWords.ts";
import { asked } from "./script/named.ts";
import type { Action, ActionKind, Placement, TracedEvent, Version } from "./trace.ts";
import { because, type Rule, type Why } from "../core/why.ts";

/** The growing parts of a trace. */
export interface Recording {
  readonly versions: Version[];
  readonly actions: Action[];
  readonly events: TracedEvent[];
  readonly placements: Placement[];
}

/** A copy that does not change when the recording goes on. */
export function copied(record: Recording): Recording {
  return upTo(record, sizesOf(record));
}

/** The length of each part of a recording at a moment. */
export type Sizes = { readonly [part in keyof Recording]: number };

/** The present length of each part of a recording. */
export function sizesOf({ versions, actions, events, placements }: Recording): Sizes {
  return { versions: versions.length, actions: actions.length, events: events.length, placements: placements.length };
}

/** The recording up to these lengths. */
export function upTo({ versions, actions, events, placements }: Recording, sizes: Sizes): Recording {
  return {
    versions: versions.slice(0, sizes.versions),
    actions: actions.slice(0, sizes.actions),
    events: events.slice(0, sizes.events),
    placements: placements.slice(0, sizes.placements),
  };
}

/** Records everything that happens in a control plane. The player of the script records a person's commands. */
export class Tracer implements Witness {
  readonly record: Recording;
  /** The object before a change, so that scaling can be distinguished from other updates. */
  private before: StoredObject | undefined;

  constructor(before: Recording = { versions: [], actions: [], events: [], placements: [] }) {
    this.record = copied(before);
  }

  changed({ at, key, before, after }: Change): void {
    this.before = before;
    this.record.versions.push(after ? { at, key, object: after } : { at, key });
  }

  performed(command: Command, answer: Answer, by: string, at: Millis): void {
    const { before } = this;
    this.before = undefined;
    if (!answer.ok) return;
    switch (command.do) {
      case "event":
        this.record.events.push(traced(at, command));
        return;
      case "place":
        this.record.placements.push({
          at,
          pod: keyOf(command.pod),
          decision: command.decision,
          after: this.record.versions.length - (before ? 1 : 0),
        });
        return;
      default:
        if (by !== person && command.why) this.act(at, by, command, command.why, before, answer.object);
    }
  }

  act(
    at: Millis,
    by: string,
    command: Exclude<Command, { do: "event" | "place" }>,
    why: Why,
    before: StoredObject | undefined,
    after: StoredObject | undefined,
  ): void {
    const what = kindOf(command, why, before, after);
    this.record.actions.push({ at, by, about: aboutOf(command, after), what, why, after: this.record.versions.length });
  }

  /** Records a step of the script, as a `kubectl` command. */
  ask(at: Millis, step: Step): void {
    const said = stepSentence(step);
    const what = { is: "ask", command: inKubectl(step), ...(said && { said }), ...loadsOf(step) } as const;
    this.record.actions.push({ at, by: person, about: subjectOf(step), what, why: asked, after: this.record.versions.length });
  }

  /** Records an applied object and what that changed, or its refusal. */
  applied(at: Millis, one: AppliedObject, command: string): void {
    const { ref: about } = one;
    if (one.is === "refused") this.refused(at, about, one.message);
    const more = one.is === "configured" ? { edits: one.edits } : one.is === "refused" ? { refusal: withoutValues(one.message) } : {};
    const what = { is: "ask", command } as const;
    this.record.actions.push({ at, by: person, about, what, why: asked, after: this.record.versions.length, applied: one.is, ...more });
  }

  /** Records the API server's refusal of a person's command as an event of its object. */
  refused(at: Millis, about: Ref, message: string): void {
    this.record.events.push({ at, about, type: "Warning", reason: "Refused", message });
  }

  /** Records that a drain must retry the eviction of a pod. */
  blocked(at: Millis, about: Ref, why: Why): void {
    this.record.actions.push({ at, by: person, about, what: { is: "blocked" }, why, after: this.record.versions.length });
  }

  /** Records that a workload has reached its goal. */
  finished(at: Millis, about: Ref, available: number, wanted: number): void {
    const why = because("all-available", { available, wanted }, []) satisfies Why;
    this.record.actions.push({ at, by: "rehearsal", about, what: { is: "finish" }, why, after: this.record.versions.length });
  }
}

/** Written out field by field, since there are many events and copying all fields of an object takes longer. */
function traced(at: Millis, { about, container, probe, type, reason, message }: Extract<Command, { do: "event" }>): TracedEvent {
  if (container === undefined) return { at, about, type, reason, message };
  return probe === undefined ? { at, about, container, type, reason, message } : { at, about, container, probe, type, reason, message };
}

function aboutOf(command: Exclude<Command, { do: "event" | "place" }>, after: StoredObject | undefined): Ref {
  if (command.do === "delete") return command.ref;
  if (command.do === "evict" || command.do === "refresh") return command.pod;
  return after ? refOf(after) : refOf(command.object as StoredObject);
}

/** The kind of an action; most actions share one object. */
function kindOf(command: Command, why: Why, before: StoredObject | undefined, after: StoredObject | undefined): ActionKind {
  switch (command.do) {
    case "create":
    case "refresh":
      return plain[command.do];
    case "delete":
    case "evict":
      return why.rule === "ended" ? plain.gone : plain.delete;
    case "updateStatus":
      return plain[reports[why.rule] ?? "update"];
    default: {
      const [from, to] = [sizeOf(before), sizeOf(after)];
      return from !== undefined && to !== undefined && from !== to ? { is: "scale", from, to } : plain.update;
    }
  }
}

const plain = {
  create: { is: "create" },
  update: { is: "update" },
  refresh: { is: "refresh" },
  delete: { is: "delete" },
  gone: { is: "gone" },
  pull: { is: "pull" },
  start: { is: "start" },
  ready: { is: "ready" },
  unready: { is: "unready" },
  restart: { is: "restart" },
  crash: { is: "crash" },
  succeed: { is: "succeed" },
  fail: { is: "fail" },
  stop: { is: "stop" },
} as const satisfies Readonly<Record<string, ActionKind>>;

/** The kind of action that a kubelet's report stands for. */
const reports: Readonly<{ [R in Rule]?: keyof typeof plain }> = {
  "image-unpullable": "pull",
  "pod-started": "start",
  "pod-ready-at-start": "ready",
  "pod-ready": "ready",
  "pod-unready": "unready",
  "pod-runs-again": "ready",
  "pod-ended": "restart",
  "pod-restarts-all": "restart",
  "pod-image-changed": "restart",
  "pod-deadline": "fail",
  "pod-crashed": "crash",
  "pod-crashed-reason": "crash",
  "pod-port-taken": "crash",
  "pod-killed-by-probe": "crash",
  "pod-killed-by-startup-probe": "crash",
  "pod-succeeded": "succeed",
  "pod-stopped": "stop",
};

function sizeOf(object: StoredObject | undefined): number | undefined {
  return (object as { readonly spec?: { readonly replicas?: number } } | undefined)?.spec?.replicas;
}
