import type { ConfigMap } from "../../../schemas/generated/types.ts";
import { type Check, all, fields } from "../../check.ts";
import { sameValue } from "../../equal.ts";
import { byteLength, objectMeta, objectMetaUpdate } from "../metadata.ts";
import { configMapKey, dnsSubdomain } from "../names.ts";
import type { KindRules } from "../rules.ts";
import { decodedLength, exactly, keysAre, mostBytes, sealed, sizeOf } from "./data.ts";
import { say } from "../../words/say.ts";
import { quoted } from "../../words/sentence.ts";

const apart: Check<ConfigMap> = ({ data = {}, binaryData = {} }, at, causes) => {
  for (const key of Object.keys(data).filter((name) => Object.hasOwn(binaryData, name))) {
    const related = { path: at.field("binaryData").key(key), message: say("other-one") };
    causes.invalid(at.field("data").key(key), say("data-and-binary-data", { key: quoted(key) }), { related });
  }
};

/** The server reports no field for this, since both maps count. */
const fits: Check<ConfigMap> = ({ data = {}, binaryData = {} }, at, causes) => {
  const size = sizeOf(data, byteLength) + sizeOf(binaryData, decodedLength);
  if (size > mostBytes) causes.add("FieldValueTooLong", at.field("data"), say("config-map-too-large", { size, most: mostBytes }), { field: "" });
};

/** Plain settings: the keys become file names, so they must do as such. */
export const configMap: KindRules<ConfigMap> = {
  validate: all(objectMeta(dnsSubdomain), fields<ConfigMap>({ data: keysAre(configMapKey), binaryData: keysAre(configMapKey) }), apart, fits),
  validateUpdate: all(objectMetaUpdate, sealed<ConfigMap>({ data: sameValue, binaryData: exactly })),
};
