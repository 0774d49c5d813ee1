/** Strategic merge patches have special fields, called directives, for changes that a plain value cannot express. */
export const patchDirective = "$patch";
/** The directive that lists the fields of a map that are kept; all others are removed. */
export const retainKeysDirective = "$retainKeys";

const orderPrefix = "$setElementOrder/";
const deletionPrefix = "$deleteFromPrimitiveList/";

/** The directive that sets the order of a field's items. */
export function orderOf(field: string): string {
  return orderPrefix + field;
}

/** The directive that removes plain values from a field. */
export function deletionOf(field: string): string {
  return deletionPrefix + field;
}

/** The field whose order a directive sets. */
export function orderedField(name: string): string | undefined {
  return name.startsWith(orderPrefix) ? name.slice(orderPrefix.length) : undefined;
}

/** The field from which a directive removes plain values. */
export function shortenedField(name: string): string | undefined {
  return name.startsWith(deletionPrefix) ? name.slice(deletionPrefix.length) : undefined;
}
