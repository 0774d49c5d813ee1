import { scalableKinds } from "../../api/workloads.ts";
import type { Plain } from "../core/plain.ts";
import { all, Problem, problem } from "../core/problem.ts";
import { resourceFor } from "../core/resources.ts";
import { find } from "../find/find.ts";
import { recordFlag } from "../line/globals.ts";
import { createdAs } from "./apply.ts";
import { changeFlags, dryRunOf, each, Reporter } from "./change.ts";
import { type Call, queryOf, type Verb } from "./verb.ts";

/** `kubectl autoscale` */
export const autoscale: Verb = {
  name: "autoscale",
  expects: "resources",
  flags: [
    ...changeFlags,
    recordFlag,
    { name: "min", takes: "integer" },
    { name: "max", takes: "integer", required: true },
    {
      name: "cpu-percent",
      takes: "integer",
      deprecated: "Use --cpu with percentage or resource quantity format (e.g., '70%' for utilization or '500m' for milliCPU).",
    },
    { name: "cpu", takes: "text" },
    { name: "memory", takes: "text" },
    { name: "name", takes: "text" },
    { name: "save-config", takes: "switch" },
  ],
  run(call) {
    const { flags } = call;
    const [least, most] = [flags.integer("min") ?? -1, flags.integer("max") ?? 0];
    if (most < 1) throw problem(`--max=MAXPODS is required and must be at least 1, max: ${most}`);
    if (most < least) throw problem(`--max=MAXPODS must be larger or equal to --min=MINPODS, max: ${most}, min: ${least}`);
    if ((flags.integer("cpu-percent") ?? 0) > 0 && flags.has("cpu")) throw problem("--cpu-percent and --cpu are mutually exclusive");
    const metrics = metricsOf(call);
    const dry = dryRunOf(call);
    const finding = find(call.cluster, queryOf(call));
    const problems: Problem[] = [...finding.problems];
    const reporter = new Reporter(call, dry);
    const resource = resourceFor("horizontalpodautoscalers");
    each(finding.found, problems, ({ resource: { kind, apiVersion }, object }) => {
      if (!scalableKinds.includes(kind)) throw problem(`cannot autoscale a ${kind}: could not find scale subresource for ${apiVersion}`);
      const name = flags.text("name") ?? object.metadata.name;
      const target = { kind, name: object.metadata.name, apiVersion };
      const spec = { scaleTargetRef: target, ...(least > 0 && { minReplicas: least }), maxReplicas: most, ...(metrics.length > 0 && { metrics }) };
      const scaler: Plain = {
        kind: "HorizontalPodAutoscaler",
        apiVersion: "autoscaling/v2",
        metadata: { name },
        spec,
        status: { desiredReplicas: 0, currentMetrics: null },
      };
      const placed = { ...scaler, metadata: { name, namespace: call.namespace } };
      const made = dry === "client" ? (call.explicitNamespace ? placed : scaler) : createdOrRefused(call, placed, dry);
      reporter.done({ resource, name, operation: "autoscaled", object: made });
    });
    reporter.end();
    if (problems.length > 0) throw all(problems);
  },
};

/** Where the server refuses it, kubectl tries an older version, and says only what that lacks. */
function createdOrRefused(call: Call, scaler: Plain, dry: "none" | "server"): Plain {
  const { status: _, ...rest } = scaler;
  try {
    return createdAs(call, resourceFor("horizontalpodautoscalers"), rest, dry, "");
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw problem("failed to create autoscaling/v2 HPA and the configuration is incompatible with autoscaling/v1: empty input");
  }
}

function metricsOf({ flags }: Call): Plain[] {
  const metrics: Plain[] = [];
  const percent = flags.integer("cpu-percent") ?? 0;
  if (percent > 0) metrics.push(metric("cpu", { type: "Utilization", averageUtilization: percent }));
  for (const name of ["cpu", "memory"]) {
    const text = flags.text(name);
    if (text === undefined) continue;
    const share = /^(\d+)%$/.exec(text)?.[1];
    if (share === undefined && !/^\d+(?:\.\d+)?(?:m|[KMGTPE]i?|k)?$/.test(text)) throw problem(`failed to parse ${name}: ${text}`);
    metrics.push(
      metric(name, share === undefined ? { type: "AverageValue", averageValue: text } : { type: "Utilization", averageUtilization: Number(share) }),
    );
  }
  return metrics;
}

function metric(name: string, target: Plain): Plain {
  return { type: "Resource", resource: { name, target } };
}
