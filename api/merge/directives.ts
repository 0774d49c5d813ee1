/** Strategic merge patches say with fields of their own what a plain value cannot say. */
export const patchDirective = "$patch";
/** The directive that lists the fields of a map that stay: all others go. */
export const retainKeysDirective = "$retainKeys";

const orderPrefix = "$setElementOrder/";
const deletionPrefix = "$deleteFromPrimitiveList/";

/** The directive that sets the order of a field's items. */
export function orderOf(field: string): string {
  return orderPrefix + field;
}

/** The directive that takes plain values away from a field. */
export function deletionOf(field: string): string {
  return deletionPrefix + field;
}

/** The field whose order a directive sets. */
export function orderedField(name: string): string | undefined {
  return name.startsWith(orderPrefix) ? name.slice(orderPrefix.length) : undefined;
}

/** The field from whose plain values a directive takes some away. */
export function shortenedField(name: string): string | undefined {
  return name.startsWith(deletionPrefix) ? name.slice(deletionPrefix.length) : undefined;
}
