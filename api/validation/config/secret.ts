import type { Secret } from "../../../schemas/generated/types.ts";
import { decodeBase64 } from "../../base64.ts";
import { type Check, all, fields } from "../../check.ts";
import { pathTo } from "../../path.ts";
import { warning, type Warning } from "../../warning.ts";
import { objectMeta, objectMetaUpdate } from "../metadata.ts";
import { configMapKey, dnsSubdomain } from "../names.ts";
import type { KindRules } from "../rules.ts";
import { immutable } from "../update.ts";
import { decodedLength, exactly, keysAre, mostBytes, sealed, sizeOf } from "./data.ts";
import { say } from "../../words/say.ts";
import { quoted } from "../../words/sentence.ts";

type Data = Readonly<Record<string, string>>;

const fits: Check<Data> = (data, at, causes) => {
  const size = sizeOf(data, decodedLength);
  if (size > mostBytes) causes.add("FieldValueTooLong", at, say("secret-too-large", { size, most: mostBytes }));
};

/** A Secret of this type needs these keys, which may be empty. */
function needs(...keys: readonly string[]): Check<Secret> {
  return ({ type = "", data = {} }, at, causes) => {
    for (const key of keys.filter((name) => !Object.hasOwn(data, name))) {
      causes.required(at.field("data").key(key), say("secret-needs-key", { type, key }), { code: "secret-needs-key" });
    }
  };
}

const needsPrivateKey: Check<Secret> = ({ type = "", data = {} }, at, causes) => {
  const key = "ssh-privatekey";
  if (decodedLength(data[key] ?? "") === 0) {
    causes.required(at.field("data").key(key), say("secret-needs-private-key", { type, key }), { code: "secret-needs-key" });
  }
};

/** One of the two is enough, and where both are missing the server asks for both. */
const needsUsernameOrPassword: Check<Secret> = (secret, at, causes) => {
  const { data = {} } = secret;
  if (!Object.hasOwn(data, "username") && !Object.hasOwn(data, "password")) needs("username", "password")(secret, at, causes, undefined);
};

/** Under this key there is a JSON object. */
function holdsJson(key: string): Check<Secret> {
  const there = needs(key);
  return (secret, at, causes) => {
    const text = secret.data?.[key];
    if (text === undefined) return there(secret, at, causes, undefined);
    if (!isJsonObject(text)) causes.invalid(at.field("data").key(key), say("secret-not-json", { key }), { code: "secret-not-json" });
  };
}

/** UTF-8 is left undecoded: bytes beyond ASCII occur inside texts only, where JSON takes any. */
function isJsonObject(base64: string): boolean {
  try {
    const value: unknown = JSON.parse(decodeBase64(base64));
    return typeof value === "object" && !Array.isArray(value);
  } catch {
    return false;
  }
}

const accountName = "kubernetes.io/service-account.name";

const namesServiceAccount: Check<Secret> = ({ type = "", metadata }, at, causes) => {
  if (metadata?.annotations?.[accountName]) return;
  const message = say("secret-needs-account", { type, annotation: accountName });
  causes.required(at.field("metadata").field("annotations").key(accountName), message, { code: "secret-needs-key" });
};

/** What a Secret must hold, by its type; other types may hold anything. */
const byType: Readonly<Record<string, Check<Secret>>> = {
  "kubernetes.io/basic-auth": needsUsernameOrPassword,
  "kubernetes.io/dockercfg": holdsJson(".dockercfg"),
  "kubernetes.io/dockerconfigjson": holdsJson(".dockerconfigjson"),
  "kubernetes.io/service-account-token": namesServiceAccount,
  "kubernetes.io/ssh-auth": needsPrivateKey,
  "kubernetes.io/tls": needs("tls.crt", "tls.key"),
};

const holdsWhatItsTypeNeeds: Check<Secret> = (secret, at, causes) => {
  if (Object.hasOwn(byType, secret.type ?? "")) byType[secret.type!]!(secret, at, causes, undefined);
};

function warnings({ type, data = {} }: Secret): Warning[] {
  if (type !== "kubernetes.io/tls") return [];
  return ["tls.crt", "tls.key"]
    .filter((key) => data[key] !== undefined && !decodeBase64(data[key]).includes("-----BEGIN "))
    .map((key) => warning(pathTo("data").key(key), say("no-pem-block", { begin: quoted("-----BEGIN …"), key })));
}

/** Credentials. `stringData` has been merged into `data` before anything is checked. */
export const secret: KindRules<Secret> = {
  validate: all(objectMeta(dnsSubdomain), fields<Secret>({ data: all(keysAre(configMapKey), fits) }), holdsWhatItsTypeNeeds),
  validateUpdate: all(objectMetaUpdate, immutable<Secret>("Secret", "type"), sealed<Secret>({ data: exactly })),
  warnings,
};
