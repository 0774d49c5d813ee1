import type { Container, ContainerState, ContainerStatus, EnvVar, Pod, Probe, ResourceRequirements } from "../../../schemas/generated/types.ts";
import { at, plainText } from "../../core/plain.ts";
import { longTime } from "../../text/age.ts";
import { byText } from "../../../api/byText.ts";
import { capitalBoolean } from "../../text/format.ts";
import type { Page } from "../../text/page.ts";
import { whole } from "../../text/whole.ts";
import { resourceValue } from "./resources.ts";

/** The owner of the containers: containers of a pod have states, those of a template are indented one level more. */
export interface Holder {
  readonly indent: "" | "  ";
  readonly statuses?: readonly ContainerStatus[] | undefined;
  /** The pod, whose own fields the environment may name. */
  readonly pod?: Pod;
}

/** The containers of a pod, or of a template. */
export function containersField(page: Page, label: string, containers: readonly Container[], holder: Holder): void {
  page.line(0, `${holder.indent}${label}:${containers.length === 0 ? " <none>" : ""}`);
  for (const container of containers) {
    const status = holder.statuses?.find(({ name }) => name === container.name);
    page.line(1, `${holder.indent === "" ? "" : " "}${container.name}:`);
    basics(page, container, status);
    if (status) states(page, status);
    resourcesFields(page, container.resources);
    probes(page, container);
    if (container.envFrom && container.envFrom.length > 0) environmentFrom(page, container);
    environment(page, container, holder);
    mounts(page, container);
  }
}

function basics(page: Page, { image, ports = [], command = [], args = [], securityContext }: Container, status: ContainerStatus | undefined): void {
  if (status) page.line(2, `Container ID:\t${status.containerID ?? ""}`);
  page.line(2, `Image:\t${image ?? ""}`);
  if (status) page.line(2, `Image ID:\t${status.imageID ?? ""}`);
  for (const [name, key] of [
    ["Port", "containerPort"],
    ["Host Port", "hostPort"],
  ] as const) {
    const list = ports.map((port) => `${port[key] ?? 0}/${port.protocol ?? "TCP"}${port.name ? ` (${port.name})` : ""}`);
    page.line(2, list.length > 1 ? `${name}s:\t${list.join(", ")}` : `${name}:\t${list[0] ?? "<none>"}`);
  }
  const profile = securityContext?.seccompProfile;
  if (profile) page.line(2, `SeccompProfile:\t${profile.type}`);
  if (profile?.type === "Localhost") page.line(3, `LocalhostProfile:\t${profile.localhostProfile}`);
  for (const [name, words] of [
    ["Command", command],
    ["Args", args],
  ] as const) {
    if (words.length === 0) continue;
    page.line(2, `${name}:`);
    for (const line of words.flatMap((word) => word.split("\n"))) page.line(3, line);
  }
}

function states(page: Page, { state, lastState, ready, restartCount }: ContainerStatus): void {
  stateField(page, "State", state ?? {});
  if (lastState?.terminated) stateField(page, "Last State", lastState);
  page.line(2, `Ready:\t${capitalBoolean(ready ?? false)}`).line(2, `Restart Count:\t${restartCount ?? 0}`);
}

function stateField(page: Page, name: string, { running, waiting, terminated }: ContainerState): void {
  if (running) {
    page.line(2, `${name}:\tRunning`).line(3, `Started:\t${longTime(running.startedAt)}`);
  } else if (terminated && !waiting) {
    const { reason, message, exitCode, signal = 0, startedAt, finishedAt } = terminated;
    page.line(2, `${name}:\tTerminated`);
    if (reason) page.line(3, `Reason:\t${reason}`);
    if (message) page.line(3, `Message:\t${message}`);
    page.line(3, `Exit Code:\t${exitCode ?? 0}`);
    if (signal > 0) page.line(3, `Signal:\t${signal}`);
    page.line(3, `Started:\t${longTime(startedAt)}`).line(3, `Finished:\t${longTime(finishedAt)}`);
  } else {
    page.line(2, `${name}:\tWaiting`);
    if (waiting?.reason) page.line(3, `Reason:\t${waiting.reason}`);
  }
}

/** Limits and requests. */
export function resourcesFields(page: Page, resources: ResourceRequirements | undefined, level = 2): void {
  for (const [name, amounts] of [
    ["Limits", resources?.limits],
    ["Requests", resources?.requests],
  ] as const) {
    const entries = Object.entries(amounts ?? {}).sort(([a], [b]) => byText(a, b));
    if (entries.length > 0) page.line(level, `${name}:`);
    for (const [resource, amount] of entries) page.line(level + 1, `${resource}:\t${amount}`);
  }
}

function probes(page: Page, { livenessProbe, readinessProbe, startupProbe }: Container): void {
  for (const [name, probe] of [
    ["Liveness", livenessProbe],
    ["Readiness", readinessProbe],
    ["Startup", startupProbe],
  ] as const)
    if (probe) page.line(2, `${name}:\t${probeText(probe)}`);
}

function probeText(probe: Probe): string {
  const {
    exec,
    httpGet,
    tcpSocket,
    grpc,
    initialDelaySeconds = 0,
    timeoutSeconds = 0,
    periodSeconds = 0,
    successThreshold = 0,
    failureThreshold = 0,
  } = probe;
  const times = `delay=${initialDelaySeconds}s timeout=${timeoutSeconds}s period=${periodSeconds}s #success=${successThreshold} #failure=${failureThreshold}`;
  if (exec) return `exec [${(exec.command ?? []).join(" ")}] ${times}`;
  if (httpGet) {
    const path = encodeURI(whole(httpGet.path ?? ""));
    return `http-get ${(httpGet.scheme ?? "HTTP").toLowerCase()}://${httpGet.host ?? ""}:${httpGet.port}${path === "" || path.startsWith("/") ? path : `/${path}`} ${times}`;
  }
  if (tcpSocket) return `tcp-socket ${tcpSocket.host ?? ""}:${tcpSocket.port} ${times}`;
  if (grpc) return `grpc <pod>:${grpc.port} ${grpc.service ?? ""} ${times}`;
  return `unknown ${times}`;
}

function environmentFrom(page: Page, { envFrom = [] }: Container): void {
  page.line(2, "Environment Variables from:");
  for (const { configMapRef, secretRef, prefix } of envFrom) {
    const from = configMapRef ? "ConfigMap" : secretRef ? "Secret" : "";
    const { name = "", optional = false } = configMapRef ?? secretRef ?? {};
    page.line(3, `${name}\t${from}${prefix ? ` with prefix '${prefix}'` : ""}\tOptional: ${optional}`);
  }
}

function environment(page: Page, container: Container, holder: Holder): void {
  const { env = [] } = container;
  page.line(2, `Environment:${env.length === 0 ? "\t<none>" : ""}`);
  for (const variable of env) variableField(page, variable, container, holder);
}

function variableField(page: Page, { name, value = "", valueFrom }: EnvVar, container: Container, { pod }: Holder): void {
  if (!valueFrom) {
    const [first = "", ...others] = value.split("\n");
    page.line(3, `${name}:\t${first}`);
    for (const other of others) page.line(3, `\t${other}`);
    return;
  }
  const { fieldRef, resourceFieldRef, secretKeyRef, configMapKeyRef } = valueFrom;
  if (fieldRef) page.line(3, `${name}:\t${pod ? fieldOf(pod, fieldRef.fieldPath ?? "") : ""} (${fieldRef.apiVersion ?? "v1"}:${fieldRef.fieldPath})`);
  else if (resourceFieldRef) {
    const resource = resourceFieldRef.resource ?? "";
    const amount = resourceValue(container, resource, resourceFieldRef.divisor);
    page.line(3, `${name}:\t${amount === "0" && resource.startsWith("limits.") ? "node allocatable" : amount} (${resource})`);
  } else if (secretKeyRef) {
    page.line(3, `${name}:\t<set to the key '${secretKeyRef.key}' in secret '${secretKeyRef.name}'>\tOptional: ${secretKeyRef.optional ?? false}`);
  } else if (configMapKeyRef) {
    page.line(
      3,
      `${name}:\t<set to the key '${configMapKeyRef.key}' of config map '${configMapKeyRef.name}'>\tOptional: ${configMapKeyRef.optional ?? false}`,
    );
  }
}

/** A field of a pod as its environment sees it. */
export function fieldOf(pod: Pod, path: string): string {
  const key = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(path);
  const value = key ? at(pod, "metadata", key[1]!, key[2]!) : at(pod, ...path.split("."));
  return value === undefined || value === null || typeof value === "object" ? "" : plainText(value);
}

function mounts(page: Page, { volumeMounts = [], volumeDevices = [] }: Container): void {
  page.line(2, `Mounts:${volumeMounts.length === 0 ? "\t<none>" : ""}`);
  for (const { mountPath, name, readOnly, subPath } of [...volumeMounts].sort((a, b) => byText(a.mountPath ?? "", b.mountPath ?? "")))
    page.line(3, `${mountPath} from ${name} (${readOnly ? "ro" : "rw"}${subPath ? `,path=${JSON.stringify(subPath)}` : ""})`);
  if (volumeDevices.length === 0) return;
  page.line(2, `Devices:${volumeMounts.length === 0 ? "\t<none>" : ""}`);
  for (const { devicePath, name } of [...volumeDevices].sort((a, b) => byText(a.devicePath ?? "", b.devicePath ?? "")))
    page.line(3, `${devicePath} from ${name}`);
}
