import type { Ingress, IngressClass } from "../../../schemas/generated/types.ts";
import type { Stored, StoredObject } from "../../core/objects.ts";
import type { AdmissionPlugin } from "./plugin.ts";

/** Gives the default class to a new Ingress that names none. */
export const defaultIngressClass: AdmissionPlugin = {
  name: "DefaultIngressClass",
  kinds: ["Ingress"],
  mutate({ object, old }, view): StoredObject {
    const ingress = object as Stored<Partial<Ingress>>;
    const isNamed = ingress.spec?.ingressClassName !== undefined || ingress.metadata.annotations?.["kubernetes.io/ingress.class"] !== undefined;
    if (old || isNamed) return object;
    const isDefault = ({ metadata }: StoredObject): boolean => metadata.annotations?.["ingressclass.kubernetes.io/is-default-class"] === "true";
    const [chosen] = view.store.list<Stored<IngressClass>>("IngressClass").filter(isDefault);
    return chosen ? ({ ...ingress, spec: { ...ingress.spec, ingressClassName: chosen.metadata.name } } as StoredObject) : object;
  },
};
