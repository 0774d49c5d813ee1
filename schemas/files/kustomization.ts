import { anything, choice, described, either, flag, integer, list, map, object, record, type Schema, text } from "./schema.ts";

const selector = {
  group: described("The API group of the objects.", text),
  version: described("The API version of the objects.", text),
  kind: described("The kind of the objects.", text),
  name: described("The name of the objects; a regular expression for the whole name.", text),
  namespace: described("The namespace of the objects; a regular expression for the whole name.", text),
  labelSelector: described("Labels of the objects, as kubectl selects them: app=web.", text),
  annotationSelector: described("Annotations of the objects, as kubectl selects them.", text),
};

const options = record(
  {},
  {
    labels: described("Labels of what is generated.", map(text)),
    annotations: described("Annotations of what is generated.", map(text)),
    disableNameSuffixHash: described("Leaves out the hash of the content behind the name.", flag),
    immutable: described("Makes what is generated immutable.", flag),
  },
);

const generator = {
  name: described("The name, before a hash of the content is put behind it.", text),
  namespace: described("The namespace of what is generated.", text),
  behavior: described("What happens with one of this name in the resources.", choice("create", "replace", "merge")),
  files: described("Files whose content becomes an entry: path, or key=path.", list(text)),
  literals: described("Entries as key=value.", list(text)),
  envs: described("Files with an entry on each line: key=value.", list(text)),
  env: described("A file with an entry on each line: key=value. Deprecated: use envs.", text),
  options: described("Labels, annotations and the hash of this one.", options),
};

const replacementSource = record(
  {},
  {
    ...selector,
    fieldPath: described("The field whose value is copied; without it the name.", text),
    options: record({}, { delimiter: text, index: integer, encoding: text, create: flag }),
  },
);

const replacement = record(
  {},
  {
    path: described("A file with the replacement.", text),
    source: described("Where the value comes from.", replacementSource),
    sourceValue: described("The value itself.", text),
    targets: described(
      "Where the value goes.",
      list(
        record(
          {},
          {
            select: described("The objects that are changed.", record({}, selector)),
            reject: described("Of those the ones that are left as they are.", list(record({}, selector))),
            fieldPaths: described("The fields that get the value.", list(text)),
            options: record({}, { delimiter: text, index: integer, encoding: text, create: flag }),
          },
        ),
      ),
    ),
  },
);

const patch = record(
  {},
  {
    path: described("A file with the patch: a part of an object, or a list of operations.", text),
    patch: described("The patch itself, as a text.", text),
    target: described("The objects that are patched; without it the one that the patch names.", record({}, selector)),
    options: described("What the patch may change.", record({}, { allowNameChange: flag, allowKindChange: flag })),
  },
);

const fieldSpec = record({}, { group: text, version: text, kind: text, path: text, create: flag });

const labels = record(
  {},
  {
    pairs: described("The labels.", map(text)),
    includeSelectors: described("Puts them into selectors as well, and into templates.", flag),
    includeTemplates: described("Puts them into the templates of pods as well.", flag),
    fields: described("Further fields that get them.", list(fieldSpec)),
  },
);

const image = record(
  {},
  {
    name: described("The image as the resources name it, without its tag.", text),
    newName: described("Another image in its place.", text),
    newTag: described("Another tag.", either(text, integer)),
    tagSuffix: described("What is put behind the tag.", text),
    digest: described("A digest in place of the tag.", text),
  },
);

const chart = record(
  {},
  {
    name: described("The name of the chart.", text),
    version: described("The version of the chart.", either(text, integer)),
    repo: described("The repository of the chart.", text),
    releaseName: described("The name of the release.", text),
    namespace: described("The namespace of the release.", text),
    valuesFile: described("A file of values.", text),
    additionalValuesFiles: described("Further files of values.", list(text)),
    valuesInline: described("Values.", object),
    valuesMerge: described("How inline values and those of the file are merged.", choice("merge", "override", "replace")),
    includeCRDs: described("Includes the chart's definitions of custom resources.", flag),
    skipHooks: described("Leaves the chart's hooks out.", flag),
    skipTests: described("Leaves the chart's tests out.", flag),
    apiVersions: described("API versions that the chart is told of.", list(text)),
    kubeVersion: described("The version of Kubernetes that the chart is told of.", text),
    nameTemplate: described("A template for the name of the release.", text),
    debug: described("Prints more when it fails.", flag),
    devel: described("Takes versions in development as well.", flag),
  },
);

/** A file that Kustomize reads: `kustomization.yaml`. It refuses fields that it does not know. */
export const kustomization: Schema<Readonly<Record<string, unknown>>> = record(
  {},
  {
    apiVersion: described("kustomize.config.k8s.io/v1beta1, or v1alpha1 for a component.", text),
    kind: described("What it is.", choice("Kustomization", "Component")),
    metadata: described("Its name, labels and annotations.", object),
    resources: described("Files of objects, and folders with a kustomization: the base.", list(text)),
    bases: described("Folders with a kustomization. Deprecated: use resources.", list(text)),
    components: described("Folders with a component: parts that overlays may switch on.", list(text)),
    crds: described("Files with the schemas of custom resources.", list(text)),
    namespace: described("The namespace that all objects get.", text),
    namePrefix: described("What is put before all names.", text),
    nameSuffix: described("What is put behind all names.", text),
    labels: described("Labels for all objects.", list(labels)),
    commonLabels: described("Labels for all objects, their selectors and templates. Deprecated: use labels.", map(text)),
    commonAnnotations: described("Annotations for all objects.", map(text)),
    images: described("Other names, tags or digests for images.", list(image)),
    imageTags: described("Deprecated: use images.", list(image)),
    replicas: described("How many pods a workload has.", list(record({}, { name: text, count: integer }))),
    patches: described("Changes of objects.", list(patch)),
    patchesStrategicMerge: described("Files with parts of objects. Deprecated: use patches.", list(text)),
    patchesJson6902: described("Operations on objects. Deprecated: use patches.", list(patch)),
    replacements: described("Values that are copied from one field to others.", list(replacement)),
    vars: described("Values that stand for $(NAME). Deprecated: use replacements.", list(object)),
    configMapGenerator: described("ConfigMaps that are made of files and literals.", list(record({}, generator))),
    secretGenerator: described(
      "Secrets that are made of files and literals.",
      list(record({}, { ...generator, type: described("The type of the Secret.", text) })),
    ),
    generatorOptions: described("Labels, annotations and the hash of all that is generated.", options),
    helmCharts: described("Charts that are rendered as well, with --enable-helm.", list(chart)),
    helmGlobals: described("Where charts are.", record({}, { chartHome: text, configHome: text })),
    helmChartInflationGenerator: described("Deprecated: use helmCharts.", list(object)),
    generators: described("Files that configure generators.", list(text)),
    transformers: described("Files that configure transformers.", list(text)),
    validators: described("Files that configure validators.", list(text)),
    configurations: described("Files that configure the built-in transformers.", list(text)),
    openapi: described("The schema of the objects.", map(text)),
    sortOptions: described("The order of the objects.", record({}, { order: choice("legacy", "fifo"), legacySortOptions: anything })),
    buildMetadata: described("What is noted on the objects.", list(choice("originAnnotations", "transformerAnnotations", "managedByLabel"))),
  },
);
