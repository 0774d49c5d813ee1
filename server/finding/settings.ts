import { isObject } from "../../api/object.ts";
import { type Version, versions } from "../../api/version.ts";
/** The severity of a finding, or `off`. */
export type Severity = "error" | "warning" | "information" | "hint";

/** The settings under `rehearsal.` in the editor. */
export interface Settings {
  /** A severity, or `off`, by a finding's code. */
  readonly rules: Readonly<Record<string, Severity | "off">>;
  /** The Pod Security Standard that pods are checked against. */
  readonly podSecurity: "off" | "baseline" | "restricted";
  readonly inlayHints: boolean;
  readonly codeLens: boolean;
  /** The target version of Kubernetes; `auto` is the version of the chosen cluster's nodes, or else the newest. */
  readonly kubernetesVersion: Version | "auto";
  /** The file with the chosen cluster, below its workspace folder; empty for none. */
  readonly cluster: string;
  /** The user's own programs: names to be found by the system, or paths. */
  readonly tools: Tools;
}

/** The programs that this server may run in a trusted workspace. */
export type Tools = Readonly<Record<"kustomize" | "kubectl" | "helm" | "git", string>>;

/** The default settings. */
export const defaultSettings: Settings = {
  rules: {},
  podSecurity: "off",
  inlayHints: true,
  codeLens: true,
  kubernetesVersion: "auto",
  cluster: "",
  tools: { kustomize: "kustomize", kubectl: "kubectl", helm: "helm", git: "git" },
};

/** The severities that a rule can be set to. */
export const severities: readonly (Severity | "off")[] = ["error", "warning", "information", "hint", "off"];

/** Reads the settings that an editor sends. Missing or invalid ones keep their default. */
export function readSettings(sent: unknown): Settings {
  const { rules, podSecurity, inlayHints, codeLens, kubernetesVersion, preview, tools } = asRecord(sent);
  const { cluster } = asRecord(preview);
  return {
    rules: Object.fromEntries(
      Object.entries(asRecord(rules)).filter(([, severity]) => (severities as readonly unknown[]).includes(severity)),
    ) as Settings["rules"],
    podSecurity: podSecurity === "baseline" || podSecurity === "restricted" ? podSecurity : "off",
    inlayHints: isOn(inlayHints),
    codeLens: isOn(codeLens),
    kubernetesVersion: versions.find((version) => version === kubernetesVersion) ?? "auto",
    cluster: typeof cluster === "string" ? cluster : "",
    tools: readTools(asRecord(tools)),
  };
}

function readTools(sent: Readonly<Record<string, unknown>>): Tools {
  const chosen = Object.entries(sent).filter(([tool, path]) => Object.hasOwn(defaultSettings.tools, tool) && typeof path === "string" && path !== "");
  return { ...defaultSettings.tools, ...Object.fromEntries(chosen) };
}

function isOn(sent: unknown): boolean {
  const { enabled } = asRecord(sent);
  return sent !== false && enabled !== false;
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return isObject(value) ? value : {};
}
