/** What a person chose to rehearse. URIs of folders do not end in a slash. */
export type Choice =
  /** One file alone. */
  | { readonly is: "file"; readonly uri: string }
  /** A file, with the objects of the workspace that it refers to or that refer to it. */
  | { readonly is: "related"; readonly uri: string }
  /** The manifests of a folder. */
  | { readonly is: "folder"; readonly uri: string }
  /** What Kustomize builds of a folder. */
  | { readonly is: "kustomization"; readonly uri: string }
  /** What Helm renders of a chart's folder, with files of values, the last of which counts most. */
  | { readonly is: "chart"; readonly uri: string; readonly values: readonly string[] };

/** What runs before the change. */
export type Baseline =
  /** The files as of a commit; `ref` is the branch or the tag that was chosen, or `HEAD`. */
  | { readonly is: "committed"; readonly ref: string; readonly commit: string }
  /** The files as last saved. */
  | { readonly is: "saved" }
  /** Nothing: the change is the first rollout. */
  | { readonly is: "nothing" };
