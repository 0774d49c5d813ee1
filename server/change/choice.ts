/** What the user chose to rehearse. URIs of folders do not end in a slash. */
export type Choice =
  /** One file. */
  | { readonly is: "file"; readonly uri: string }
  /** A file, with the objects of the workspace that it refers to or that refer to it. */
  | { readonly is: "related"; readonly uri: string }
  /** The manifests of a folder. */
  | { readonly is: "folder"; readonly uri: string }
  /** The output of Kustomize for a folder. */
  | { readonly is: "kustomization"; readonly uri: string }
  /** The output of Helm for a chart's folder, with values files in ascending precedence. */
  | { readonly is: "chart"; readonly uri: string; readonly values: readonly string[] };

/** The state before the change. */
export type Baseline =
  /** The files as of a commit; `ref` is the branch or the tag that was chosen, or `HEAD`. */
  | { readonly is: "committed"; readonly ref: string; readonly commit: string }
  /** The files as last saved. */
  | { readonly is: "saved" }
  /** Nothing: the change is the first rollout. */
  | { readonly is: "nothing" };
