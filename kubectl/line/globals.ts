import type { Flag } from "./flags.ts";

/** Flags that every command takes. Most say how to reach a cluster, and mean nothing to a rehearsal. */
export const globalFlags: readonly Flag[] = [
  { name: "namespace", short: "n", takes: "text" },
  { name: "context", takes: "text" },
  { name: "cluster", takes: "text" },
  { name: "user", takes: "text" },
  { name: "kubeconfig", takes: "text" },
  { name: "server", short: "s", takes: "text" },
  { name: "token", takes: "text" },
  { name: "as", takes: "text" },
  { name: "as-group", takes: "texts" },
  { name: "as-uid", takes: "text" },
  { name: "as-user-extra", takes: "texts" },
  { name: "cache-dir", takes: "text" },
  { name: "certificate-authority", takes: "text" },
  { name: "client-certificate", takes: "text" },
  { name: "client-key", takes: "text" },
  { name: "tls-server-name", takes: "text" },
  { name: "username", takes: "text" },
  { name: "password", takes: "text" },
  { name: "profile", takes: "text" },
  { name: "profile-output", takes: "text" },
  { name: "kuberc", takes: "text" },
  { name: "insecure-skip-tls-verify", takes: "switch" },
  { name: "disable-compression", takes: "switch" },
  { name: "match-server-version", takes: "switch" },
  { name: "warnings-as-errors", takes: "switch" },
  { name: "request-timeout", takes: "text" },
  { name: "log-flush-frequency", takes: "duration" },
  { name: "v", short: "v", takes: "text" },
  { name: "vmodule", takes: "text" },
  { name: "help", short: "h", takes: "switch" },
];

/** Flags by which many commands say which objects they mean. */
export const selectorFlag: Flag = { name: "selector", short: "l", takes: "text" };
export const fieldSelectorFlag: Flag = { name: "field-selector", takes: "text" };
export const allNamespacesFlag: Flag = { name: "all-namespaces", short: "A", takes: "switch" };
export const allFlag: Flag = { name: "all", takes: "switch" };
export const fileFlags: readonly Flag[] = [
  { name: "filename", short: "f", takes: "list" },
  { name: "kustomize", short: "k", takes: "text" },
  { name: "recursive", short: "R", takes: "switch" },
];
export const dryRunFlag: Flag = { name: "dry-run", takes: "text", bare: "unchanged", values: ["none", "client", "server"] };
export const managerFlag: Flag = { name: "field-manager", takes: "text" };
export const validateFlag: Flag = { name: "validate", takes: "text", bare: "strict", values: ["strict", "warn", "ignore"] };
export const recordFlag: Flag = { name: "record", takes: "switch", deprecated: "--record will be removed in the future" };
export const chunkFlag: Flag = { name: "chunk-size", takes: "integer" };
export const noHeadersFlag: Flag = { name: "no-headers", takes: "switch" };
/** Flags of all commands that may delete something. */
export const deletionFlags: readonly Flag[] = [
  { name: "cascade", takes: "text", bare: "background", values: ["background", "orphan", "foreground"] },
  { name: "force", takes: "switch" },
  { name: "grace-period", takes: "integer" },
  { name: "timeout", takes: "duration" },
  { name: "wait", takes: "switch" },
];
