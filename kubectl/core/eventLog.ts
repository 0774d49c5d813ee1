import { formatTime } from "../../api/time.ts";
import type { Answer, Command } from "../../engine/core/command.ts";
import type { Millis, Ref } from "../../engine/core/objects.ts";
import { SpamFilter } from "../../engine/core/spamFilter.ts";
import type { StoreView } from "../../engine/core/store.ts";
import type { StoredEvent } from "./cluster.ts";
import { resourceOfKind } from "./resources.ts";

/** What an event says about an object. */
export interface Told {
  readonly about: Ref;
  readonly type: "Normal" | "Warning";
  readonly reason: string;
  readonly message: string;
}

/** Components with another name in their events. */
const components: Readonly<Record<string, string>> = { "disruption-controller": "controllermanager" };

/** From this one on, events that differ only in their message are combined into one. */
const mostAlike = 10;

/** The events of a cluster as its server keeps them: repeated events are counted, and a source with too many events is limited. */
export class EventLog {
  private readonly events = new Map<string, StoredEvent>();
  private readonly alike = new Map<string, Set<string>>();
  private readonly spam = new SpamFilter();
  private made = 0;
  private list: readonly StoredEvent[] | undefined;

  /** The events until now, oldest first. */
  get all(): readonly StoredEvent[] {
    return (this.list ??= [...this.events.values()]);
  }

  /** Observes a command that the control plane has performed. */
  hear(command: Command, answer: Answer, by: string, now: Millis, store: StoreView): void {
    if (!answer.ok) return;
    if (command.do === "event") this.tell(command, by, now, store);
    else if (command.do === "delete" && answer.object === undefined && command.ref.kind === "Namespace") this.forget(command.ref.name);
  }

  /** Records an event about an object. */
  tell({ about, type, reason, message }: Told, by: string, now: Millis, store: StoreView): void {
    const object = store.get(about);
    const uid = object?.metadata.uid ?? "";
    if (!this.spam.passes(`${by} ${type} ${uid} ${about.name}`, now)) return;
    const alike = `${by} ${about.kind} ${about.namespace} ${about.name} ${uid} ${type} ${reason}`;
    const isCombined = this.isOneTooMany(alike, message);
    const key = isCombined ? alike : `${alike} ${message}`;
    const said = isCombined ? `(combined from similar events): ${message}` : message;
    const old = this.events.get(key);
    const at = formatTime(now);
    this.list = undefined;
    if (old) this.events.set(key, { ...old, message: said, count: (old.count ?? 1) + 1, lastTimestamp: at });
    else this.events.set(key, this.eventOf(about, object?.metadata.uid, { type, reason, message: said }, by, now));
  }

  /** Whether a new message comes after the tenth of its like: all of these are one event with the last of their messages. */
  private isOneTooMany(alike: string, message: string): boolean {
    let messages = this.alike.get(alike);
    if (!messages) this.alike.set(alike, (messages = new Set()));
    if (messages.has(message)) return false;
    if (messages.size === mostAlike - 1) return true;
    messages.add(message);
    return false;
  }

  private eventOf(about: Ref, uid: string | undefined, told: Omit<Told, "about">, by: string, now: Millis): StoredEvent {
    const at = formatTime(now);
    const namespace = about.namespace === "" ? "default" : about.namespace;
    const { kind, name } = about;
    return {
      apiVersion: "v1",
      kind: "Event",
      metadata: {
        name: `${name}.${(now * 1000 + ++this.made).toString(16).padStart(16, "1")}`,
        namespace,
        uid: String(900_000_000 + this.made),
        creationTimestamp: at,
      },
      involvedObject: {
        kind,
        namespace: about.namespace,
        name,
        ...(uid !== undefined && { uid }),
        apiVersion: resourceOfKind(kind)?.apiVersion ?? "v1",
        resourceVersion: String(this.made),
      },
      ...told,
      source: { component: components[by] ?? by },
      reportingComponent: components[by] ?? by,
      reportingInstance: "",
      firstTimestamp: at,
      lastTimestamp: at,
      count: 1,
    };
  }

  private forget(namespace: string): void {
    for (const [key, event] of this.events) if (event.metadata.namespace === namespace) this.events.delete(key);
    this.list = undefined;
  }
}
