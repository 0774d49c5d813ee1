import assert from "node:assert/strict";
import { test } from "node:test";
import type { Tree } from "../../../server/change/tree.ts";
import { rehearseParts } from "../../../server/change/objects.ts";
import { partsBefore, partsNow, type PlainChoice } from "../../../server/change/parts.ts";
import { Workspace } from "../../../server/workspace/workspace.ts";

const root = "file:///work";

/** A workspace with these files, by their paths. */
function workspaceOf(files: Readonly<Record<string, string>>): Workspace {
  const workspace = new Workspace();
  for (const [path, text] of Object.entries(files)) workspace.put(`${root}/${path}`, text);
  return workspace;
}

/** What a choice rehearses, as `kind/name`. */
function chosen(is: PlainChoice["is"], path: string, files: Readonly<Record<string, string>>): string[] {
  return rehearseParts([], partsNow({ is, uri: `${root}/${path}` }, workspaceOf(files))).after.map(nameOf);
}

function nameOf({ object }: { readonly object: unknown }): string {
  const { kind, metadata } = object as { kind: string; metadata: { name: string } };
  return `${kind}/${metadata.name}`;
}

function treeOf(files: Readonly<Record<string, string>>): Tree {
  const contents = new Map(Object.entries(files).map(([path, text]) => [`${root}/${path}`, new TextEncoder().encode(text)]));
  return { list: async (folder) => [...contents.keys()].filter((uri) => uri.startsWith(`${folder}/`)), read: async (uri) => contents.get(uri) };
}

const deployment = (name: string, pod = "", replicas = 1): string => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec:
  replicas: ${replicas}
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      containers: [{name: ${name}, image: "example.com/${name}:1", envFrom: [{configMapRef: {name: ${name}-settings}}]}]
${pod}`;
const settings = (name: string): string => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}-settings}\n`;
const service = (name: string): string =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: {selector: {app: ${name}}, ports: [{port: 80}]}\n`;
const claim = `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}\n`;
const budget = `apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: web}\nspec: {minAvailable: 1, selector: {matchLabels: {app: web}}}\n`;
const autoscaler = `apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: web}
spec: {maxReplicas: 3, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}\n`;
const ingress = `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: front}
spec: {defaultBackend: {service: {name: web, port: {number: 80}}}}\n`;
const quota = `apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: team}\nspec: {hard: {pods: "10"}}\n`;

const shop = {
  "app/web.yaml": deployment("web", `      volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]\n`),
  "app/web-service.yaml": `${service("web")}---\n${ingress}`,
  "app/settings.yaml": `${settings("web")}---\n${settings("api")}`,
  "app/storage.yaml": claim,
  "app/limits.yaml": `${budget}---\n${autoscaler}---\n${quota}`,
  "app/api.yaml": deployment("api"),
};

test("a file brings along what it refers to and what acts on it, and nothing else", () => {
  assert.deepEqual(chosen("related", "app/web.yaml", shop), [
    "PodDisruptionBudget/web",
    "HorizontalPodAutoscaler/web",
    "ResourceQuota/team",
    "ConfigMap/web-settings",
    "PersistentVolumeClaim/data",
    "Service/web",
    "Ingress/front",
    "Deployment/web",
  ]);
});

test("a file that others refer to brings those along", () => {
  assert.deepEqual(chosen("related", "app/settings.yaml", shop), [
    "Deployment/api",
    "PodDisruptionBudget/web",
    "HorizontalPodAutoscaler/web",
    "ResourceQuota/team",
    "ConfigMap/web-settings",
    "ConfigMap/api-settings",
    "PersistentVolumeClaim/data",
    "Service/web",
    "Ingress/front",
    "Deployment/web",
  ]);
  assert.deepEqual(chosen("file", "app/settings.yaml", shop), ["ConfigMap/web-settings", "ConfigMap/api-settings"]);
});

test("a volume brings along its claim, and who runs on that", () => {
  const bound = claim.replace("accessModes", "volumeName: disk, accessModes");
  const volume =
    "apiVersion: v1\nkind: PersistentVolume\nmetadata: {name: disk}\nspec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], hostPath: {path: /data}}\n";
  const files = { ...shop, "app/storage.yaml": bound, "app/disk.yaml": volume };
  const found = chosen("related", "app/disk.yaml", files);
  for (const name of ["PersistentVolumeClaim/data", "Deployment/web"]) assert.ok(found.includes(name), found.join());
});

test("of alternatives one is taken, and a quota without a namespace is for the folders around it", () => {
  const files = { "app/web.yaml": `${deployment("web")}---\n${settings("web")}`, "app/a.yaml": service("web"), "app/b.yaml": service("web") };
  assert.deepEqual(chosen("related", "app/web.yaml", files).toSorted(), ["ConfigMap/web-settings", "Deployment/web", "Service/web"]);
  assert.deepEqual(chosen("related", "app/web.yaml", { "app/web.yaml": deployment("web"), "limits/quota.yaml": quota }), ["Deployment/web"]);
  assert.deepEqual(chosen("related", "app/web.yaml", { "app/web.yaml": deployment("web"), "quota.yaml": quota }).toSorted(), [
    "Deployment/web",
    "ResourceQuota/team",
  ]);
  const named = quota.replace("name: team", "name: team, namespace: default");
  assert.deepEqual(chosen("related", "app/web.yaml", { "app/web.yaml": deployment("web"), "limits/quota.yaml": named }).length, 2);
});

test("names are bound within an environment", () => {
  const environments = Object.fromEntries(
    ["dev", "prod"].flatMap((name) => [
      [`envs/${name}/web.yaml`, deployment("web")],
      [`envs/${name}/more.yaml`, `${service("web")}---\n${settings("web")}`],
    ]),
  );
  assert.deepEqual(chosen("related", "envs/dev/web.yaml", environments), ["Service/web", "ConfigMap/web-settings", "Deployment/web"]);
  const { "envs/prod/more.yaml": more, ...without } = environments;
  assert.deepEqual(chosen("related", "envs/prod/web.yaml", without), ["Deployment/web"]);
  assert.deepEqual(chosen("related", "envs/prod/web.yaml", { ...without, "shared/more.yaml": more! }), [
    "Deployment/web",
    "Service/web",
    "ConfigMap/web-settings",
  ]);
});

test("a folder is applied as kubectl applies it: files by name, documents in order, nothing of the folders below", () => {
  const files = { ...shop, "app/values.yaml": "replicas: 3\n", "app/old/web.yaml": deployment("web") };
  assert.deepEqual(chosen("folder", "app", files), [
    "Deployment/api",
    "PodDisruptionBudget/web",
    "HorizontalPodAutoscaler/web",
    "ResourceQuota/team",
    "ConfigMap/web-settings",
    "ConfigMap/api-settings",
    "PersistentVolumeClaim/data",
    "Service/web",
    "Ingress/front",
    "Deployment/web",
  ]);
  assert.deepEqual(chosen("folder", "charts", { "charts/b/b.yaml": service("b"), "charts/a/a.yaml": service("a") }), ["Service/a", "Service/b"]);
});

test("before has the files of a folder that are gone since, and of each file the same objects", async () => {
  const before = treeOf({ "app/web.yaml": deployment("web", "", 5), "app/old.yaml": service("old"), "app/settings.yaml": shop["app/settings.yaml"] });
  const workspace = workspaceOf(shop);
  const of = async (choice: PlainChoice) => rehearseParts(await partsBefore(choice, partsNow(choice, workspace), before), []).before;
  const folder = await of({ is: "folder", uri: `${root}/app` });
  assert.deepEqual(folder.map(nameOf), ["Service/old", "ConfigMap/web-settings", "ConfigMap/api-settings", "Deployment/web"]);
  const related = await of({ is: "related", uri: `${root}/app/web.yaml` });
  assert.deepEqual(related.map(nameOf), ["ConfigMap/web-settings", "Deployment/web"]);
  assert.equal((related[1]!.object as { spec: { replicas: number } }).spec.replicas, 5);
});

test("a refusal says in which file it is; what can be read is left to the API server of the rehearsal to refuse", () => {
  const workspace = workspaceOf({ "app/a.yaml": service("a"), "app/b.yaml": service("b").replace("80", "808080") });
  const { after, refused } = rehearseParts([], partsNow({ is: "folder", uri: `${root}/app` }, workspace));
  assert.deepEqual(after.map(nameOf), ["Service/a", "Service/b"]);
  assert.deepEqual(
    refused.map(({ uri, name, line }) => [uri, name, line]),
    [[`${root}/app/b.yaml`, "b", 3]],
  );
});
