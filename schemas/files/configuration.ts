import { choice, described, list, map, record, text } from "./schema.ts";

/** What a finding counts as. */
const severity = choice("error", "warning", "information", "hint", "off");

/** `.rehearsal.yaml` in a folder of manifests: settings for all files below it, for the editor and for the command line alike. */
export const configuration = record(
  {},
  {
    paths: described("Files and folders that are checked where none is named, relative to this file. Wildcards are allowed.", list(text)),
    ignore: described("Files that are left alone, relative to this file: templates, test data. Wildcards are allowed.", list(text)),
    kubernetesVersion: described("The version of Kubernetes that the manifests are for.", choice("auto", "1.34", "1.35", "1.36", "1.37")),
    podSecurity: described("The Pod Security Standard that pods are held against.", choice("off", "baseline", "restricted")),
    rules: described("What each finding counts as, by its code; off leaves it out.", map(severity)),
    cluster: described("A file with the nodes to rehearse on, as kubectl get nodes -o json prints them; relative to this file.", text),
    scenarios: described(
      "For a manifest, the file of its scenario, both relative to this file. Without it web.yaml has web.rehearsal.yaml.",
      map(text),
    ),
  },
);
