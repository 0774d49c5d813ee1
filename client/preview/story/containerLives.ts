import { keyOf, type Key, type Millis } from "../../../engine/core/objects.ts";
import type { StoredPod } from "../../../engine/core/pods.ts";
import { initOf, isSidecar, regularOf } from "../../../engine/kubelet/look.ts";
import type { Trace } from "../../../engine/rehearsal/trace.ts";
import { spansOf } from "./containerCourse.ts";
import type { ContainerLife, ContainerStory, PodVersion } from "./containerLife.ts";
import { tracksOf } from "./containerTracks.ts";

/** The containers of one pod, init containers first; `since` tells apart the pods that have had its name. Takes time in the order of the trace's length. */
export function containerLives(trace: Trace, pod: Key, since: Millis): readonly ContainerLife[] {
  const versions = versionsOf(trace, pod, since);
  const object = versions.findLast((version) => version.object)?.object;
  if (!object) return [];
  const until = versions.at(-1)!.object ? trace.to : versions.at(-1)!.at;
  const events = trace.events.filter(({ at, about }) => at >= since && at <= until && about.kind === "Pod" && keyOf(about) === pod);
  const refreshes = trace.actions.filter(({ at, what, about }) => what.is === "refresh" && at >= since && at <= until && keyOf(about) === pod);
  return [
    ...initOf(object).map((container, i) =>
      lifeOf({ container, field: `initContainers[${i}]`, kind: isSidecar(container) ? "sidecar" : "init", versions, events, refreshes, until }),
    ),
    ...regularOf(object).map((container, i) => lifeOf({ container, field: `containers[${i}]`, kind: "regular", versions, events, refreshes, until })),
  ];
}

/** The versions of the pod that came at `since` and has this name. */
function versionsOf({ versions }: Trace, pod: Key, since: Millis): readonly PodVersion[] {
  const own = versions.filter(({ key, at }) => key === pod && at >= since).map(({ at, object }) => ({ at, object: object as StoredPod | undefined }));
  const first = own.findIndex(({ object }) => object);
  const gone = own.findIndex(({ object }, i) => i > first && !object);
  return own.slice(Math.max(0, first), gone < 0 ? undefined : gone + 1).map(({ at, object }) => ({ at, ...(object && { object }) }));
}

function lifeOf(story: ContainerStory): ContainerLife {
  const { container, field, kind } = story;
  const spans = spansOf(story);
  return { name: container.name, image: container.image ?? "", kind, field, spans, tracks: tracksOf(story, spans) };
}
