import type { StoredObject } from "../../../engine/core/objects.ts";
import type { Cluster, StoredEvent } from "../../core/cluster.ts";
import { since } from "../../text/age.ts";
import { byText } from "../../../api/byText.ts";
import type { Page } from "../../text/page.ts";

/** The events about an object, as they end a description. */
export function eventsOf(page: Page, { kind, metadata }: StoredObject, { events, now }: Cluster): void {
  const about = events.filter(({ involvedObject: { kind: of, name, namespace = "", uid } }) => {
    return (
      name === metadata.name &&
      of === kind &&
      (namespace === metadata.namespace || metadata.namespace === "") &&
      (uid ?? metadata.uid) === metadata.uid
    );
  });
  if (about.length === 0) {
    page.line(0, "Events:\t<none>");
    return;
  }
  page.cut();
  page.line(0, "Events:").line(1, "Type\tReason\tAge\tFrom\tMessage").line(1, "----\t------\t----\t----\t-------");
  for (const event of inOrder(about)) {
    const { type, reason, source, reportingComponent, message = "", involvedObject } = event;
    const from = source?.component ?? reportingComponent ?? "";
    const place = involvedObject.fieldPath ? `${involvedObject.fieldPath}: ` : "";
    page.line(1, `${type}\t${reason}\t${interval(event, now)}\t${from}\t${place}${message.trim()}`);
  }
}

/** By the time of their last telling. */
export function inOrder(events: readonly StoredEvent[]): StoredEvent[] {
  return [...events].sort((a, b) => byText(a.lastTimestamp ?? "", b.lastTimestamp ?? ""));
}

function interval({ count = 1, firstTimestamp, lastTimestamp }: StoredEvent, now: number): string {
  const first = since(firstTimestamp, now);
  return count > 1 ? `${since(lastTimestamp, now)} (x${count} over ${first})` : first;
}
