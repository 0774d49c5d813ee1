import { inEntry, inKey, inScalar, type Make, pick, put, scalarText } from "./subject.ts";
import { keyText } from "../../../server/manifest/mapKey.ts";

/** What people call a field who know it from elsewhere. */
const otherNames: Readonly<Record<string, string>> = {
  args: "arguments",
  claimName: "claim",
  command: "entrypoint",
  configMapRef: "configMap",
  containerPort: "port",
  cpu: "cpus",
  env: "environment",
  image: "img",
  imagePullPolicy: "pullPolicy",
  initialDelaySeconds: "initialDelay",
  livenessProbe: "liveness",
  matchLabels: "labels",
  memory: "mem",
  mountPath: "path",
  namespace: "ns",
  periodSeconds: "period",
  readinessProbe: "readiness",
  replicas: "replicaCount",
  resources: "resource",
  schedule: "cron",
  secretRef: "secret",
  serviceAccountName: "serviceAccount",
  timeoutSeconds: "timeout",
  volumeMounts: "mounts",
};

/** Slips in words: keys and values that are nearly right. */
export const wordSlips: Readonly<Record<string, Make>> = {
  "key in the plural or singular": (subject, chance) => inKey(subject, chance, (key) => (key.endsWith("s") ? key.slice(0, -1) : `${key}s`)),
  "key in snake case": (subject, chance) => inKey(subject, chance, (key) => key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)),
  "key in kebab case": (subject, chance) => inKey(subject, chance, (key) => key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)),
  "key by another name": ({ text, pairs }, chance) => {
    const pair = pick(
      pairs.filter(({ key }) => Object.hasOwn(otherNames, keyText(key) ?? "")),
      chance,
    );
    const [key, name] = [pair?.key, keyText(pair?.key) ?? ""];
    return key && put(text, key.from, key.to, text.slice(key.from, key.to).replace(name, otherNames[name]!));
  },
  "kind in small letters": (subject, chance) => inEntry(subject, chance, /^kind$/, (kind) => kind.toLowerCase()),
  "kind in the plural": (subject, chance) => inEntry(subject, chance, /^kind$/, (kind) => kind.replace(/"?$/, (end) => `s${end}`)),
  "group forgotten in apiVersion": (subject, chance) => inEntry(subject, chance, /^apiVersion$/, (written) => written.replace(/[\w.]+\//, "")),
  "version forgotten in apiVersion": (subject, chance) => inEntry(subject, chance, /^apiVersion$/, (written) => written.replace(/\/\w+/, "")),
  "another group in apiVersion": (subject, chance) =>
    inEntry(subject, chance, /^apiVersion$/, (written) => scalarText(subject, written.includes("apps") ? "v1" : "apps/v1")),
  "beta in apiVersion": (subject, chance) => inEntry(subject, chance, /^apiVersion$/, (written) => written.replace(/v\d(?="?$)/, "v1beta1")),
  "name in capitals": (subject, chance) =>
    inEntry(subject, chance, /^name$/, (written) =>
      /^"?[a-z]/.test(written) ? written.replace(/[a-z]/, (letter) => letter.toUpperCase()) : undefined,
    ),
  "name with an underscore": (subject, chance) =>
    inEntry(subject, chance, /^name$/, (written) => (written.includes("-") ? written.replace("-", "_") : undefined)),
  "label changed on one side": (subject, chance) =>
    inEntry(subject, chance, /^(?:app|name|tier|role)$/, (written) => written.replace(/\w+/, "other")),
  "boolean as yes or no": (subject, chance) =>
    inScalar(subject, chance, (written) => (/^(?:true|false)$/.test(written) ? scalarText(subject, written === "true" ? "yes" : "no") : undefined)),
  "amount with a blank": (subject, chance) =>
    inScalar(subject, chance, (written) => (isAmount(written) ? written.replace(/(?<=\d)(?=[A-Za-z])/, " ") : undefined)),
  "amount in MB or GB": (subject, chance) =>
    inScalar(subject, chance, (written) => (isAmount(written) ? written.replace(/i?(?="?$)/, "B") : undefined)),
  "amount in small letters": (subject, chance) => inScalar(subject, chance, (written) => (isAmount(written) ? written.toLowerCase() : undefined)),
  "percentage with a blank": (subject, chance) =>
    inScalar(subject, chance, (written) => (/\d%"?$/.test(written) ? written.replace("%", " %") : undefined)),
  "percentage without its sign": (subject, chance) =>
    inScalar(subject, chance, (written) => (/\d%"?$/.test(written) ? `"${/\d+/.exec(written)![0]}"` : undefined)),
};

function isAmount(written: string): boolean {
  return /^"?\d+[KMGT]i"?$/.test(written);
}
