import type {
  VolumeAttachment,
  VolumeAttachmentSource,
  VolumeAttachmentSpec,
  VolumeAttachmentStatus,
  VolumeError,
} from "../../../schemas/generated/types.ts";
import { type Check, all, between, fields, unlessEmpty, within } from "../../check.ts";
import { byteLength, objectMeta, objectMetaUpdate } from "../metadata.ts";
import { dnsSubdomain, formatted } from "../names.ts";
import { csiDriver } from "../pod/volumeSources.ts";
import type { KindRules } from "../rules.ts";
import { immutable } from "../update.ts";
import { inlineSpec } from "./persistentVolume.ts";
import { say } from "../../words/say.ts";

const source: Check<VolumeAttachmentSource> = ({ inlineVolumeSpec, persistentVolumeName }, at, causes) => {
  if (inlineVolumeSpec !== undefined && persistentVolumeName !== undefined) causes.forbidden(at, say("two-attachments"));
  else if (inlineVolumeSpec !== undefined) inlineSpec(inlineVolumeSpec, at.field("inlineVolumeSpec"), causes, undefined);
  else if (persistentVolumeName === undefined) causes.required(at, say("attachment-missing"));
  else if (persistentVolumeName === "") causes.required(at.field("persistentVolumeName"), say("empty-name"));
  if (persistentVolumeName !== undefined) formatted(dnsSubdomain)(persistentVolumeName, at.field("persistentVolumeName"), causes, undefined);
};

const spec: Check<VolumeAttachmentSpec> = all(
  ({ attacher = "", nodeName = "" }, at, causes) => {
    csiDriver(attacher, at.field("attacher"), causes, undefined);
    formatted(dnsSubdomain)(nodeName, at.field("nodeName"), causes, undefined);
  },
  within<VolumeAttachmentSpec, "source">("source", source),
);

const mostMetadata = 256 * 1024;
const longestMessage = 1024;

const error = fields<VolumeError>({
  message: unlessEmpty((text, at, causes) => {
    if (byteLength(text) > longestMessage)
      causes.add("FieldValueTooLong", at, say("message-too-large", { size: byteLength(text), most: longestMessage }));
  }),
  errorCode: between(0),
});

const status = fields<VolumeAttachmentStatus>({
  attachmentMetadata: (map, at, causes) => {
    const size = Object.entries(map).reduce((sum, [key, value]) => sum + byteLength(key) + byteLength(value), 0);
    if (size > mostMetadata) causes.add("FieldValueTooLong", at, say("metadata-too-large", { size, most: mostMetadata }));
  },
  attachError: error,
  detachError: error,
});

/** That a volume is, or should be, on a node. */
export const volumeAttachment: KindRules<VolumeAttachment> = {
  validate: all(objectMeta(dnsSubdomain, "cluster"), within<VolumeAttachment, "spec">("spec", spec), fields<VolumeAttachment>({ status })),
  validateUpdate: all(objectMetaUpdate, immutable<VolumeAttachment>("VolumeAttachment", "spec")),
};
