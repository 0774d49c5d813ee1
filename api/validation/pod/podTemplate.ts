import type { ObjectMeta, PodTemplateSpec } from "../../../schemas/generated/types.ts";
import type { Check } from "../../check.ts";
import { annotations, labels } from "../metadata.ts";
import { podAnnotations, profilesAgree } from "./annotations.ts";
import { podSpec } from "./podSpec.ts";
import type { PlacedVolume } from "./volumes.ts";
import { say } from "../../words/say.ts";

/** The server prints the labels and annotations of a template without `metadata`. */
const templateMetadata: Check<PodTemplateSpec> = (template, at, causes) => {
  const metadata = at.field("metadata");
  const places = {
    labels: metadata.field("labels").shownAs(at.field("labels")),
    annotations: metadata.field("annotations").shownAs(at.field("annotations")),
  };
  const { labels: given = {}, annotations: notes = {} }: ObjectMeta = template.metadata ?? {};
  labels(given, places.labels, causes, undefined);
  annotations(notes, places.annotations, causes, undefined);
  podAnnotations(template, at, causes, places.annotations);
};

/** What the API server refuses in the template of pods that a workload makes. */
export const podTemplate: Check<PodTemplateSpec> = (template, at, causes) => podTemplateWith(template, at, causes, undefined);

/** The same, where the pods get other volumes than the template says. */
export const podTemplateWith: Check<PodTemplateSpec, readonly PlacedVolume[] | undefined> = (template, at, causes, volumes) => {
  templateMetadata(template, at, causes, undefined);
  podSpec(template.spec ?? {}, at.field("spec"), causes, { pod: undefined, volumes });
  profilesAgree(template, at, causes, "template");
  if ((template.spec?.ephemeralContainers ?? []).length > 0) {
    causes.forbidden(at.field("spec").field("ephemeralContainers"), say("ephemeral-in-template"));
  }
};
