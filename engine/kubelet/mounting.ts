import { mountedVolumes } from "../volumes/mounted.ts";
import { faultOfClaim, faultOfVolume } from "./configuration.ts";
import type { Busy } from "./life.ts";
import { type Look, say } from "./look.ts";
import { mountedNow } from "./refresh.ts";
import { deadlineOf } from "./reporting.ts";
import { type Progress, waitFor } from "./waiting.ts";

/** Volumes are tried again after half a second, a second, and so on, up to two minutes. */
export function mount(look: Look, progress: Progress, tries: number): Busy | undefined {
  if (lacksClaims(look)) {
    progress.failed = true;
    progress.tasks = [];
    return undefined;
  }
  let isFaulty = false;
  for (const { volume } of mountedVolumes(look.pod.spec)) {
    const fault = faultOfVolume(look, volume);
    if (fault === undefined) continue;
    isFaulty = true;
    say(look, "Warning", "FailedMount", `MountVolume.SetUp failed for volume "${volume.name}" : ${fault}`);
  }
  if (isFaulty && tries >= mostTries && look.now >= deadlineOf(look)) {
    progress.failed = true;
    progress.tasks = [];
    return undefined;
  }
  const again = look.now + Math.min(500 * 2 ** tries, longestRemount);
  if (isFaulty) return waitFor(look, progress, "mounting", again, { tries: tries + 1 });
  look.life.mounted = mountedNow(look.pod, look.view.store);
  return undefined;
}

/** Says which claims of a pod cannot be mounted. The pod is tried again as a whole. */
function lacksClaims(look: Look): boolean {
  const faults = mountedVolumes(look.pod.spec).flatMap(({ volume }) => {
    const fault = faultOfClaim(look, volume);
    return fault === undefined ? [] : [{ name: volume.name ?? "", fault }];
  });
  if (faults.length === 0) return false;
  const names = faults.map(({ name }) => name).join(" ");
  const why = faults.length > 1 ? `[${faults.map(({ fault }) => fault).join(", ")}]` : faults[0]!.fault;
  const message = `Unable to attach or mount volumes: unmounted volumes=[${names}], unattached volumes=[], failed to process volumes=[${names}]: ${why}`;
  say(look, "Warning", "FailedMount", message);
  return true;
}

const longestRemount = 122_000;
/** A sync gives up waiting for volumes after about two minutes: only then a deadline counts. */
const mostTries = 8;
