import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type Version, versions } from "../../api/version.ts";
import { configurationNames, readConfigurationFile } from "../../server/configuration/configuration.ts";
import { defaultSettings, severities, type Settings, type Severity } from "../../server/finding/settings.ts";
import { uriOf } from "../../server/machine/uris.ts";
import type { Workspace } from "../../server/workspace/workspace.ts";
import { Failure } from "./failure.ts";
import { textOf } from "./files.ts";
import { valueIn } from "./ownFile.ts";

/** The options that all commands share. */
export interface SharedOptions {
  readonly kubernetesVersion?: Version | "auto";
  readonly podSecurity?: Settings["podSecurity"];
  readonly rules?: Settings["rules"];
  readonly cluster?: string;
  readonly config?: string | false;
}

/** The settings that the options make of the defaults. */
export function settingsOf({ kubernetesVersion, podSecurity, rules }: SharedOptions): Settings {
  return {
    ...defaultSettings,
    ...(kubernetesVersion !== undefined && { kubernetesVersion }),
    ...(podSecurity !== undefined && { podSecurity }),
    ...(rules !== undefined && { rules }),
  };
}

/** The `.rehearsal.yaml` of a folder or of one above it. */
export function configurationAbove(folder: string): string | undefined {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const found = configurationNames.map((name) => join(at, name)).find((file) => existsSync(file));
    if (found !== undefined || dirname(at) === at) return found;
  }
}

/** Lets a workspace know every `.rehearsal.yaml` that counts for files in some folders. A file that the user names counts for all of them. */
export function readConfigurations(workspace: Workspace, folders: Iterable<string>, { config }: SharedOptions): void {
  if (config === false) return;
  const known = new Set<string>();
  for (const folder of folders) {
    const file = config ?? configurationAbove(folder);
    const place = config === undefined ? file : join(folder, configurationNames[0]!);
    if (file === undefined || known.has(place!)) continue;
    known.add(place!);
    const text = textOf(file);
    valueIn(file, text, readConfigurationFile);
    workspace.put(uriOf(place!), text);
  }
}

/** The paths that `.rehearsal.yaml` names, or else this folder. */
export function configuredPaths({ config }: SharedOptions): readonly string[] {
  const file = config === false ? undefined : (config ?? configurationAbove(process.cwd()));
  if (file === undefined) return ["."];
  const { paths = ["."] } = valueIn(file, textOf(file), readConfigurationFile);
  return paths.map((path) => join(dirname(file), path));
}

/** `latest-tag=error,no-requests=off` */
export function rulesOf(text: string, before: Settings["rules"] = {}): Settings["rules"] {
  const entries = text.split(",").map((entry) => {
    const [code = "", severity = ""] = entry.split("=").map((part) => part.trim());
    if (code === "" || !(severities as readonly string[]).includes(severity))
      throw new Failure(`--rules takes CODE=SEVERITY, where the severity is ${severities.join(", ")}; not ${entry}.`);
    return [code, severity as Severity | "off"] as const;
  });
  return { ...before, ...Object.fromEntries(entries) };
}

/** A version of Kubernetes that we know. */
export function versionNamed(text: string): Version | "auto" {
  const plain = text.replace(/^v/, "").replace(/^(1\.\d+)\.\d+.*$/, "$1");
  const version = plain === "auto" ? plain : versions.find((known) => known === plain);
  if (version === undefined) throw new Failure(`${text} is not a known version: use ${versions.join(", ")} or auto.`);
  return version;
}
