import type { Container, Probe } from "../../schemas/generated/types.ts";
import type { Millis } from "../core/objects.ts";

const second = 1000;

/**
 * When a container counts as ready, counted from its start, if its process answers `warmUp` after that; nothing if its startup or liveness probe gives up on it before.
 * A probe asks first after its initial delay and then once a period; the readiness probe waits for the startup probe.
 */
export function readyAfter({ startupProbe, readinessProbe }: Container, warmUp: Millis): Millis | undefined {
  const started = startupProbe ? answeredAfter(startupProbe, warmUp, 0) : 0;
  if (started === undefined) return undefined;
  if (!readinessProbe) return started;
  const first = answerAt(readinessProbe, warmUp, started);
  return first + ((readinessProbe.successThreshold ?? 1) - 1) * periodOf(readinessProbe);
}

/** When a startup or liveness probe gives up on a container that does not answer before `warmUp`; nothing if it does not. */
export function killedAfter({ startupProbe, livenessProbe }: Container, warmUp: Millis): Millis | undefined {
  if (startupProbe) return answeredAfter(startupProbe, warmUp, 0) === undefined ? givesUpAfter(startupProbe) : undefined;
  if (!livenessProbe || answeredAfter(livenessProbe, warmUp, 0) !== undefined) return undefined;
  return givesUpAfter(livenessProbe);
}

function answeredAfter(probe: Probe, warmUp: Millis, from: Millis): Millis | undefined {
  const answer = answerAt(probe, warmUp, from);
  return answer > from + givesUpAfter(probe) ? undefined : answer;
}

/** The first time at which a probe asks and is answered. */
function answerAt(probe: Probe, warmUp: Millis, from: Millis): Millis {
  const first = Math.max((probe.initialDelaySeconds ?? 0) * second, from);
  return first + Math.max(0, Math.ceil((warmUp - first) / periodOf(probe))) * periodOf(probe);
}

function givesUpAfter(probe: Probe): Millis {
  return (probe.initialDelaySeconds ?? 0) * second + ((probe.failureThreshold ?? 3) - 1) * periodOf(probe);
}

function periodOf({ periodSeconds = 10 }: Probe): Millis {
  return Math.max(1, periodSeconds) * second;
}
