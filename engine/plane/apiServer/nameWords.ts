import { textOf } from "../../../api/object.ts";
import { type Cause, fieldOf } from "../../../api/cause.ts";

const namePart = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
const subdomainPart = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
const subdomain = `${subdomainPart}(\\.${subdomainPart})*`;

/** The server's messages for a label key; empty if it is valid. */
export function qualifiedName(key: string): string[] {
  const parts = key.split("/");
  const faults: string[] = [];
  if (parts.length > 2)
    return [
      `a qualified name must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '${namePart}') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  const name = parts.at(-1)!;
  const prefix = parts.length === 2 ? parts[0]! : undefined;
  if (prefix === "") faults.push("prefix part must be non-empty");
  else if (prefix !== undefined) faults.push(...dnsSubdomain(prefix).map((fault) => `prefix part ${fault}`));
  if (name === "") faults.push("name part must be non-empty");
  else if (name.length > 63) faults.push("name part must be no more than 63 bytes");
  if (!new RegExp(`^${namePart}$`).test(name))
    faults.push(
      `name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '${namePart}')`,
    );
  return faults;
}

/** The server's messages for a label value; empty if it is valid. */
export function labelValue(value: string): string[] {
  const faults = value.length > 63 ? ["must be no more than 63 bytes"] : [];
  if (!new RegExp(`^(${namePart})?$`).test(value))
    faults.push(
      `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '((${namePart})?')`.replace(
        "'((",
        "'(",
      ),
    );
  return faults;
}

/** The server's messages for a DNS subdomain, the form of most objects' names. */
export function dnsSubdomain(name: string): string[] {
  const faults = name.length > 253 ? ["must be no more than 253 bytes"] : [];
  if (!new RegExp(`^${subdomain}$`).test(name))
    faults.push(
      `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${subdomain}')`,
    );
  return faults;
}

/** The server's messages for a DNS label, the form of a namespace's or a container's name. */
export function dnsLabel(name: string): string[] {
  const faults = name.length > 63 ? ["must be no more than 63 bytes"] : [];
  if (!new RegExp(`^${subdomainPart}$`).test(name))
    faults.push(
      `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '${subdomainPart}')`,
    );
  return faults;
}

/** The server's messages for a DNS label that begins with a letter, the form of a Service's name. */
export function dns1035Label(name: string): string[] {
  const faults = name.length > 63 ? ["must be no more than 63 bytes"] : [];
  const pattern = "[a-z]([-a-z0-9]*[a-z0-9])?";
  if (!new RegExp(`^${pattern}$`).test(name))
    faults.push(
      `a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '${pattern}')`,
    );
  return faults;
}

/** The server's messages by the name form that our own sentence mentions. */
const formats: Partial<Readonly<Record<string, (name: string) => string[]>>> = {
  "a-dns-label": dnsLabel,
  "a-dns-name": dnsSubdomain,
  "a-dns-1035-label": dns1035Label,
  "a-label-value": labelValue,
  "a-name": qualifiedName,
};

/** Our codes for label keys that are not qualified names. */
const badKeys = new Set(["empty-text", "no-name-after-slash", "bad-domain-before-slash", "no-domain-before-slash", "several-slashes-in-name"]);

/** The server's messages for a name whose form is not allowed; none if the cause is about something else. */
export function nameWords(cause: Cause, name: unknown): readonly string[] {
  const { message } = cause;
  if (cause.blames === "key" && badKeys.has(message.code) && /(?:[lL]abels|annotations|nodeSelector)$/.test(fieldOf(cause)))
    return qualifiedName(textOf(name));
  const first = formatWords(cause, name);
  return first === undefined ? [] : [first];
}

function formatWords({ message }: Cause, name: unknown): string | undefined {
  if (message.code !== "wrong-format" && message.code !== "wrong-format-near") return undefined;
  const what = message.parts?.["what"];
  return typeof what === "object" && "code" in what ? formats[what.code]?.(textOf(name))[0] : undefined;
}
