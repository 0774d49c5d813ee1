const namePart = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
const subdomainPart = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
const subdomain = `${subdomainPart}(\\.${subdomainPart})*`;

/** What the server says of a key of a label; nothing where it is well formed. */
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

/** The same for the value of a label. */
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

/** The same for a name of most objects. */
export function dnsSubdomain(name: string): string[] {
  const faults = name.length > 253 ? ["must be no more than 253 bytes"] : [];
  if (!new RegExp(`^${subdomain}$`).test(name))
    faults.push(
      `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${subdomain}')`,
    );
  return faults;
}
