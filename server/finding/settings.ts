import { isObject } from "../../api/object.ts";
import { type Version, versions } from "../../api/version.ts";
/** How grave a finding is, or that it is not wanted at all. */
export type Severity = "error" | "warning" | "information" | "hint";

/** What a person can set, under `rehearsal.` in their editor. */
export interface Settings {
  /** A severity, or `off`, by a finding's code. */
  readonly rules: Readonly<Record<string, Severity | "off">>;
  /** Which Pod Security Standard pods are held against. */
  readonly podSecurity: "off" | "baseline" | "restricted";
  readonly inlayHints: boolean;
  readonly codeLens: boolean;
  /** The version of Kubernetes that manifests are for; `auto` is that of the nodes of the chosen cluster, or else the newest. */
  readonly kubernetesVersion: Version | "auto";
  /** The file with the chosen cluster, below its workspace folder; empty for none. */
  readonly cluster: string;
}

/** The settings of a person who has set nothing. */
export const defaultSettings: Settings = { rules: {}, podSecurity: "off", inlayHints: true, codeLens: true, kubernetesVersion: "auto", cluster: "" };

const severities: readonly unknown[] = ["error", "warning", "information", "hint", "off"];

/** Settings as an editor sends them: what is missing or makes no sense stays as it is by default. */
export function readSettings(sent: unknown): Settings {
  const { rules, podSecurity, inlayHints, codeLens, kubernetesVersion, preview } = asRecord(sent);
  const { cluster } = asRecord(preview);
  return {
    rules: Object.fromEntries(Object.entries(asRecord(rules)).filter(([, severity]) => severities.includes(severity))) as Settings["rules"],
    podSecurity: podSecurity === "baseline" || podSecurity === "restricted" ? podSecurity : "off",
    inlayHints: isOn(inlayHints),
    codeLens: isOn(codeLens),
    kubernetesVersion: versions.find((version) => version === kubernetesVersion) ?? "auto",
    cluster: typeof cluster === "string" ? cluster : "",
  };
}

function isOn(sent: unknown): boolean {
  const { enabled } = asRecord(sent);
  return sent !== false && enabled !== false;
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return isObject(value) ? value : {};
}
