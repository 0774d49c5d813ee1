import { isObject } from "../../api/object.ts";
import type { Scenario } from "../../engine/rehearsal/simulate.ts";
import { objectsOfCluster } from "./readCluster.ts";
import { startingCluster } from "./state/cluster.ts";

/** A small rollout such as most are. A worker that has run it a few times answers a first edit as quickly as a later one. */
export const smallRollout: Scenario = {
  cluster: objectsOfCluster(startingCluster, []),
  before: [
    deployment("1"),
    { apiVersion: "v1", kind: "Service", metadata: { name: "web" }, spec: { selector: { app: "web" }, ports: [{ port: 80 }] } },
  ],
  after: [deployment("2")],
  script: [],
};

/** A rehearsal as the next edit will ask for it: what runs before it stays, or else is what was applied, and every pod template changes. */
export function editedAgain(scenario: Scenario, edit: number): Scenario {
  const { before, after } = scenario;
  return { ...scenario, before: before.length > 0 ? before : after, after: after.map((object) => withEditedTemplate(object, edit)) };
}

function withEditedTemplate(object: unknown, edit: number): unknown {
  if (!isObject(object) || !isObject(object["spec"])) return object;
  const { spec } = object;
  const template = spec["template"];
  return isObject(template) ? { ...object, spec: { ...spec, template: withOtherImage(template, edit) ?? withAnnotation(template, edit) } } : object;
}

/** Another tag of the first image: the pods have the same fields as before, and V8 compiles for these. */
function withOtherImage(template: Fields, edit: number): Fields | undefined {
  const spec = isObject(template["spec"]) ? template["spec"] : {};
  const [first, ...others]: unknown[] = Array.isArray(spec["containers"]) ? spec["containers"] : [];
  const image = isObject(first) ? first["image"] : undefined;
  if (typeof image !== "string" || image.includes("@")) return undefined;
  const isTagged = image.lastIndexOf(":") > image.lastIndexOf("/");
  return { ...template, spec: { ...spec, containers: [{ ...(first as Fields), image: `${image}${isTagged ? "" : ":"}${edit}` }, ...others] } };
}

function withAnnotation(template: Fields, edit: number): Fields {
  const metadata = isObject(template["metadata"]) ? template["metadata"] : {};
  const annotations = { ...(isObject(metadata["annotations"]) && metadata["annotations"]), edit: String(edit) };
  return { ...template, metadata: { ...metadata, annotations } };
}

type Fields = Readonly<Record<string, unknown>>;

function deployment(tag: string) {
  const labels = { app: "web" };
  const container = {
    name: "web",
    image: `web:${tag}`,
    ports: [{ containerPort: 80 }],
    resources: { requests: { cpu: "100m", memory: "64Mi" } },
    readinessProbe: { httpGet: { port: 80 } },
  };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "web" },
    spec: { replicas: 4, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [container] } } },
  };
}
