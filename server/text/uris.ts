/** The folder of a file. URIs of folders do not end in a slash. */
export function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf("/"));
}

/** Whether a file is in a folder, or in one below it. */
export function isBelow(uri: string, folder: string): boolean {
  return uri.startsWith(`${folder}/`);
}

/** The name of a file or folder without what it is in. */
export function nameOf(uri: string): string {
  return decoded(uri.slice(uri.lastIndexOf("/") + 1));
}

/** Where a relative path leads from a folder. */
export function uriFrom(folder: string, path: string): string {
  const parts = folder.split("/");
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(encoded(part));
  }
  return parts.join("/");
}

/** The relative path from a folder to a file or another folder. */
export function pathBetween(folder: string, target: string): string {
  const [from, to] = [folder.split("/"), target.split("/")];
  const end = from.findIndex((part, i) => part !== to[i]);
  const shared = end === -1 ? from.length : end;
  return [...from.slice(shared).map(() => ".."), ...to.slice(shared).map(decoded)].join("/");
}

/** The folder that holds all of these. */
export function commonFolder(folders: readonly string[]): string {
  const [first = "", ...others] = folders;
  return others.reduce((shared, folder) => {
    const [a, b] = [shared.split("/"), folder.split("/")];
    const end = a.findIndex((part, i) => part !== b[i]);
    return end === -1 ? shared : a.slice(0, end).join("/");
  }, first);
}

/** A part of a path in a URI, in the spelling of VS Code, so that a file of the index and the same file in the editor are one. */
export function encoded(part: string): string {
  const whole = part.replaceAll(/\p{Cs}/gu, "\ufffd"); // names contain no lone surrogates
  return encodeURIComponent(whole).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** A part of a URI as a name. */
export function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // an unencoded name with a lone %
  }
}

/** The names under which Kustomize looks for the kustomization of a folder, in its order. */
export const kustomizationNames: readonly string[] = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

/** Whether Kustomize would read a file as the kustomization of its folder. */
export function isKustomization(uri: string): boolean {
  return kustomizationNames.some((name) => uri.endsWith(`/${name}`));
}

/** The file names by which a folder is a chart. */
export const chartNames: readonly string[] = ["Chart.yaml", "Chart.yml"];

/** Whether Helm would read a file as that of a chart. */
export function isChart(uri: string): boolean {
  return chartNames.some((name) => uri.endsWith(`/${name}`));
}

/** Folders with third-party files, which are not read. */
export const passedOverFolders: readonly string[] = ["node_modules", ".git", ".venv", "vendor", "dist", "build", "target"];
