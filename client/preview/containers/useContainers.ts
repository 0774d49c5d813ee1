import { useEffect, useState } from "preact/hooks";
import { usePanel } from "../parts/panelContext.ts";
import type { PodContainers } from "../state/jobs.ts";
import { scenarioKeysOf } from "../story/scenarioKeys.ts";
import type { PodLife, Story } from "../story/story.ts";

/** The containers of a pod. They are computed in the worker, where the trace is, and only for the selected pod. */
export function useContainers(pod: PodLife, story: Story): PodContainers | undefined {
  const { rehearser } = usePanel();
  const [found, setFound] = useState<PodContainers | undefined>(undefined);
  useEffect(() => {
    let isWanted = true;
    const question = { is: "containers", pod: pod.key, since: pod.spans[0]!.at, keys: scenarioKeysOf(story, pod) } as const;
    void rehearser.about(question).then((answer) => isWanted && setFound(answer));
    return () => {
      isWanted = false;
    };
  }, [pod, story, rehearser]);
  return found?.pod === pod.key ? found : undefined;
}
