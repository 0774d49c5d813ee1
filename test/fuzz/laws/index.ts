import type { Law } from "./law.ts";
import { nodesHold } from "./nodes.ts";
import { endsLast, podsStay, readyPodsRun, restartsCount } from "./pods.ts";
import { budgetsAreKept, endpointsAreReady } from "./services.ts";
import { timeGoesOn } from "./time.ts";
import { verdictsAreHonest } from "./verdict.ts";
import { daemonsStayAlone, jobsStayBounded, orderIsKept, readyCountsAreTrue } from "./workloads.ts";

/** The laws of each rehearsal, whatever is rehearsed. */
export const laws: readonly Law[] = [
  ...[timeGoesOn, podsStay, endsLast, restartsCount, readyPodsRun, nodesHold],
  ...[readyCountsAreTrue, daemonsStayAlone, orderIsKept, jobsStayBounded, endpointsAreReady, budgetsAreKept, verdictsAreHonest],
];
