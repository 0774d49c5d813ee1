/** The labels that a kubelet gives its node, as of a usual machine: those of the system, in their old spelling too, and the name. */
export function labelsOfKubelet(name: string): Readonly<Record<string, string>> {
  return {
    "beta.kubernetes.io/arch": "amd64",
    "beta.kubernetes.io/os": "linux",
    "kubernetes.io/arch": "amd64",
    "kubernetes.io/hostname": name,
    "kubernetes.io/os": "linux",
  };
}
