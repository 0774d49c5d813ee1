import { sameValue } from "../../api/equal.ts";
import { memoize } from "../../api/memoize.ts";
import type { ConfigMap, PodSpec, Secret, Volume } from "../../schemas/generated/types.ts";
import { templateField } from "../core/manifest.ts";
import { type Key, keyOf, type Millis, type Ref, refOf, type Stored, type StoredObject } from "../core/objects.ts";
import type { StoredPod } from "../core/pods.ts";
import type { StoreView } from "../core/store.ts";
import { because } from "../core/why.ts";
import type { LookUp } from "../processes/environment.ts";
import { changesIn } from "../processes/mounts.ts";
import { mountedVolumes } from "../volumes/mounted.ts";
import { hostsOf } from "./hosts.ts";
import { type Configuration, type ContainerRun, isRunning, type Life, ownEnd, putContainer, type RunEnd } from "./life.ts";
import { containersOf, type Look, type NamedContainer } from "./look.ts";
import { ageOf } from "./network.ts";
import { wakeProbers } from "./probing.ts";
import { textsIn } from "./texts.ts";

/**
 * A kubelet syncs each of its pods every 60 to 90 seconds, at random, and then reads the sources of its volumes. Here it does so after 75 seconds.
 * Any other sync of the pod also reads them.
 */
const resyncMillis = 75_000;

/** The ConfigMaps and Secrets that a pod reads: `mounts` as files in volumes, and all of them by name. */
interface Sources {
  readonly mounts: readonly { readonly volume: number; readonly kind: "ConfigMap" | "Secret"; readonly name: string }[];
  readonly all: readonly { readonly kind: "ConfigMap" | "Secret"; readonly name: string }[];
}

const sourcesOf = memoize((spec: PodSpec): Sources => {
  const mounts = mountedVolumes(spec).flatMap(({ volume, index }) => sourcesIn(volume).map((source) => ({ volume: index, ...source })));
  const read = [...(spec.initContainers ?? []), ...(spec.containers ?? [])].flatMap(({ env = [], envFrom = [] }) => [
    ...env.map(({ valueFrom }) => [valueFrom?.configMapKeyRef?.name, valueFrom?.secretKeyRef?.name] as const),
    ...envFrom.map(({ configMapRef, secretRef }) => [configMapRef?.name, secretRef?.name] as const),
  ]);
  return { mounts, all: [...mounts, ...read.flatMap(([map, secret]) => sources(map, secret))] };
});

function sourcesIn({ configMap, secret, projected }: Volume): Sources["all"] {
  const parts = (projected?.sources ?? []).flatMap((source) => sources(source.configMap?.name, source.secret?.name));
  return [...sources(configMap?.name, secret?.secretName), ...parts];
}

function sources(map: string | undefined, secret: string | undefined): Sources["all"] {
  return [
    ...(map === undefined ? [] : [{ kind: "ConfigMap", name: map } as const]),
    ...(secret === undefined ? [] : [{ kind: "Secret", name: secret } as const]),
  ];
}

/** The pods whose volumes a ConfigMap or a Secret fills. */
export function podsWithFilesOf({ kind, namespace, name }: Ref, store: StoreView): readonly Key[] {
  const mounts = ({ metadata, spec }: StoredPod): boolean =>
    spec.volumes !== undefined && metadata.namespace === namespace && sourcesOf(spec).mounts.some((one) => one.kind === kind && one.name === name);
  return store
    .list<StoredPod>("Pod")
    .filter(mounts)
    .map((pod) => keyOf(refOf(pod)));
}

/** The ConfigMaps and Secrets in a pod's volumes, as they are now; nothing for a pod without such volumes. */
export function mountedNow(pod: StoredPod, store: StoreView): Life["mounted"] {
  const { mounts } = sourcesOf(pod.spec);
  return mounts.length === 0 ? undefined : objectsOf(pod, mounts, store);
}

/** All ConfigMaps and Secrets that a pod reads, as environment variables or as files. */
export function readBy({ metadata: { namespace }, spec }: StoredPod): readonly Ref[] {
  return sourcesOf(spec).all.map(({ kind, name }) => ({ kind, namespace, name }));
}

/** How a container's files change with the objects in its volumes. */
export function changesInFiles(pod: StoredPod, container: NamedContainer, before: Objects, after: Objects): ReturnType<typeof changesIn> {
  return changesIn(pod.spec, container, lookUpIn(pod, before), lookUpIn(pod, after));
}

type Objects = Readonly<Record<Key, StoredObject>>;

/** All ConfigMaps and Secrets that a pod reads, as they are now. */
export function configurationNow(pod: StoredPod, store: StoreView): Configuration | undefined {
  const { mounts, all } = sourcesOf(pod.spec);
  return mounts.length === 0 ? undefined : { objects: objectsOf(pod, all, store), changes: [] };
}

function objectsOf({ metadata: { namespace } }: StoredPod, list: Sources["all"], store: StoreView): Objects {
  const found = list.flatMap(({ kind, name }) => store.get({ kind, namespace, name }) ?? []);
  return Object.fromEntries(found.map((object) => [keyOf(refOf(object)), object]));
}

/** Whether the volumes of a pod are out of date. */
export function isStale({ mounted, stage }: Life, pod: StoredPod, store: StoreView): boolean {
  return mounted !== undefined && stage === "syncing" && sourcesOf(pod.spec).mounts.some((source) => differs(mounted, pod, source, store));
}

function differs(
  mounted: NonNullable<Life["mounted"]>,
  { metadata: { namespace } }: StoredPod,
  { kind, name }: Sources["all"][number],
  store: StoreView,
): boolean {
  const ref = { kind, namespace, name };
  const [before, now] = [mounted[keyOf(ref)], store.get(ref)] as (Stored<ConfigMap & Secret> | undefined)[];
  return now !== undefined && before !== now && !sameValue([before?.data, before?.binaryData], [now.data, now.binaryData]);
}

/** Notices that a source has changed, and when the pod's next sync is due by itself. */
export function noticeChanges({ life, pod, view, now }: Look): void {
  if (life.refresh || !isStale(life, pod, view.store)) return;
  const { lastSync } = life.worker;
  const since = lastSync === -Infinity ? now : lastSync;
  const due = since + (Math.floor((now - since) / resyncMillis) + 1) * resyncMillis;
  life.refresh = { since: now, at: Math.ceil(due / 1000) * 1000 };
}

/** Updates the files in a pod's volumes. Environment variables and files mounted by `subPath` keep their values. */
export function refreshFiles(look: Look): void {
  const { life, pod, view, now } = look;
  if (!isStale(life, pod, view.store)) return;
  const { mounted: before = {}, refresh } = life;
  for (const source of sourcesOf(pod.spec).mounts) if (differs(before, pod, source, view.store)) tell(look, source, now - (refresh?.since ?? now));
  life.mounted = mountedNow(pod, view.store);
  life.refresh = undefined;
  for (const container of containersOf(pod)) reread(look, container, before);
  wakeProbers(look);
}

function tell({ pod, view, said }: Look, { volume, kind, name }: Sources["mounts"][number], after: Millis): void {
  const { namespace } = pod.metadata;
  const numbers = { volume: pod.spec.volumes?.[volume]?.name ?? "", config: `${kind} ${name}`, seconds: Math.round(after / 1000) };
  const fields = [templateField(pod, `spec.volumes[${volume}]`, view), { object: { kind, namespace, name }, field: "data" }];
  said.push({ do: "refresh", pod: refOf(pod), why: because("files-follow", numbers, fields) });
}

/** Follows a running process again with its changed files. */
function reread(look: Look, container: NamedContainer, before: NonNullable<Life["mounted"]>): void {
  const { life, pod, now } = look;
  const own = life.containers[container.name];
  const run = own?.latest;
  if (!own || !isRunning(run, now) || !run.configuration) return;
  const at = ageOf(run, now);
  const changed = changesInFiles(pod, container, before, life.mounted ?? {}).map((change) => ({ ...change, at }));
  if (changed.length === 0) return;
  const configuration = { ...run.configuration, changes: [...run.configuration.changes, ...changed] };
  const next = look.circumstances.runOf(pod, container, run.number, look.view.store, configuration);
  putContainer(life, container.name, { ...own, latest: { ...run, run: next, configuration, end: endOf(run, next, life) } });
}

/** Whether a name exists now that a running process of the pod could not resolve before. */
export function hasNewHosts({ containers, stage }: Life, pod: StoredPod, store: StoreView): boolean {
  if (stage !== "syncing") return false;
  for (const name in containers) if (containers[name]!.latest?.run.awaits?.some((host) => hostsOf(pod, store).from(host) === 0)) return true;
  return false;
}

/** Follows processes again that have looked up names that exist now. */
export function meetHosts(look: Look): void {
  const { life, pod, view, now } = look;
  if (!hasNewHosts(life, pod, view.store)) return;
  for (const container of containersOf(pod)) {
    const own = life.containers[container.name];
    const run = own?.latest;
    if (!own || !isRunning(run, now) || !run.run.awaits) continue;
    const known = run.configuration ?? { objects: objectsOf(pod, sourcesOf(pod.spec).all, view.store), changes: [] };
    const came = run.run.awaits.filter((host) => hostsOf(pod, view.store).from(host) === 0);
    const configuration = { ...known, hosts: { ...known.hosts, ...Object.fromEntries(came.map((host) => [host, ageOf(run, now)])) } };
    const { awaits = [], ...next } = look.circumstances.runOf(pod, container, run.number, view.store, configuration);
    const still = awaits.filter((host) => !came.includes(host));
    const goesOn = { ...next, ...(still.length > 0 && { awaits: still }) };
    putContainer(life, container.name, { ...own, latest: { ...run, run: goesOn, configuration, end: endOf(run, goesOn, life) } });
  }
  wakeProbers(look);
}

/** The end of a process: as already decided if it is being killed, otherwise its own. */
function endOf(run: ContainerRun & { startedAt: Millis }, next: ContainerRun["run"], life: Life): RunEnd | undefined {
  if (life.worker.busy?.stage === "killing" || run.end?.cause) return run.end;
  return ownEnd(next, run.startedAt);
}

function lookUpIn({ metadata: { namespace } }: StoredPod, objects: Readonly<Record<Key, StoredObject | undefined>>): LookUp {
  return (kind, name) => textsIn(objects[keyOf({ kind, namespace, name })]);
}
