import { encodeBase64 } from "../../../api/base64.ts";
import { problem } from "../../core/problem.ts";
import type { Flag } from "../../line/flags.ts";
import { goJson } from "../../output/json.ts";
import { byText } from "../../../api/byText.ts";
import type { Call } from "../verb.ts";
import type { Generator } from "./generator.ts";

const dataFlags: readonly Flag[] = [
  { name: "from-file", takes: "list" },
  { name: "from-literal", takes: "texts" },
  { name: "from-env-file", takes: "list" },
];

/** What files, literals and files of variables give. */
function dataOf(call: Call): Record<string, string> {
  const { flags, cluster } = call;
  const data = new Map<string, string>();
  const add = (key: string, value: string): void => {
    if (data.has(key)) throw problem(`cannot add key ${JSON.stringify(key)}, another key by that name already exists in Data for ConfigMap`);
    data.set(key, value);
  };
  for (const source of flags.texts("from-file")) {
    const equals = source.indexOf("=");
    const path = source.slice(equals + 1);
    if (equals < 0 && isFolder(path)) {
      for (const file of [...(cluster.files ?? [])].sort(byText)) add(file, cluster.read(file) ?? "");
      continue;
    }
    add(equals < 0 ? path.slice(path.lastIndexOf("/") + 1) : source.slice(0, equals), content(cluster.read(path), path));
  }
  for (const literal of flags.texts("from-literal")) {
    const equals = literal.indexOf("=");
    if (equals <= 0) throw problem(`invalid literal source ${literal}, expected key=value`);
    add(literal.slice(0, equals), unquoted(literal.slice(equals + 1)));
  }
  for (const path of flags.texts("from-env-file")) {
    for (const line of content(cluster.read(path), path)
      .split("\n")
      .map((one) => one.trim())) {
      if (line === "" || line.startsWith("#")) continue;
      const equals = line.indexOf("=");
      add(equals < 0 ? line : line.slice(0, equals), equals < 0 ? "" : line.slice(equals + 1));
    }
  }
  return Object.fromEntries(data);
}

/** The folder in which kubectl runs: the only one that there is. */
function isFolder(path: string): boolean {
  return /^\.\/*$/.test(path);
}

function content(text: string | undefined, path: string): string {
  if (text === undefined) throw problem(`error reading ${path}: no such file or directory`);
  return text;
}

/** One pair of quotes around a literal goes. */
function unquoted(value: string): string {
  const first = value[0];
  return value.length >= 2 && (first === '"' || first === "'") && value.endsWith(first) ? value.slice(1, -1) : value;
}

/** `kubectl create configmap` */
export const configMap: Generator = {
  name: "configmap",
  aliases: ["cm"],
  failure: "failed to create configmap:",
  flags: dataFlags,
  make(call, name) {
    const data = dataOf(call);
    return { kind: "ConfigMap", apiVersion: "v1", metadata: { name }, ...(Object.keys(data).length > 0 && { data }) };
  },
};

function secret(name: string, type: string | undefined, data: Readonly<Record<string, string>>) {
  const encoded = Object.fromEntries(Object.entries(data).map(([key, value]) => [key, encodeBase64(value)]));
  return { kind: "Secret", apiVersion: "v1", metadata: { name }, ...(Object.keys(data).length > 0 && { data: encoded }), ...(type && { type }) };
}

/** `kubectl create secret generic` */
export const genericSecret: Generator = {
  name: "secret generic",
  failure: "failed to create secret",
  flags: [...dataFlags, { name: "type", takes: "text" }],
  make: (call, name) => secret(name, call.flags.text("type"), dataOf(call)),
};

/** `kubectl create secret docker-registry` */
export const registrySecret: Generator = {
  name: "secret docker-registry",
  failure: "failed to create secret",
  flags: [
    { name: "docker-server", takes: "text" },
    { name: "docker-username", takes: "text" },
    { name: "docker-password", takes: "text" },
    { name: "docker-email", takes: "text" },
    { name: "from-file", takes: "list" },
  ],
  make(call, name) {
    const { flags, cluster } = call;
    const type = "kubernetes.io/dockerconfigjson";
    const [file] = flags.texts("from-file");
    if (file !== undefined) return secret(name, type, { ".dockerconfigjson": content(cluster.read(file.slice(file.indexOf("=") + 1)), file) });
    const missing = ["docker-username", "docker-password"].filter((flag) => !flags.has(flag));
    if (missing.length > 0)
      throw problem(`either --from-file or the combination of --docker-username, --docker-password and --docker-server is required`);
    const [server, username, password, email] = ["docker-server", "docker-username", "docker-password", "docker-email"].map((flag) =>
      flags.text(flag),
    );
    const login = { username, password, ...(email && { email }), auth: encodeBase64(`${username}:${password}`) };
    return secret(name, type, { ".dockerconfigjson": goJson({ auths: { [server ?? "https://index.docker.io/v1/"]: login } }) });
  },
};

/** `kubectl create secret tls` */
export const tlsSecret: Generator = {
  name: "secret tls",
  failure: "failed to create secret",
  flags: [
    { name: "cert", takes: "text" },
    { name: "key", takes: "text" },
  ],
  make(call, name) {
    if (!call.flags.has("cert") || !call.flags.has("key")) throw problem("key and cert must be specified");
    const file = (flag: string): string => {
      const path = call.flags.text(flag) ?? "";
      const text = call.cluster.read(path);
      if (text === undefined) throw problem(`Cannot read file ${path}, open ${path}: no such file or directory`);
      return text;
    };
    return secret(name, "kubernetes.io/tls", { "tls.crt": file("cert"), "tls.key": file("key") });
  },
};
