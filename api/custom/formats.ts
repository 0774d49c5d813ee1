import { parseTime } from "../time.ts";
import { parseAddress, parsePrefix } from "../validation/ip.ts";

/** Whether a text has one of the formats that a schema can ask for. Unknown formats are not checked. */
export const formats: Readonly<Record<string, (text: string) => boolean>> = {
  ipv4: (text) => !text.includes(":") && parseAddress(text) !== undefined,
  ipv6: (text) => text.includes(":") && parseAddress(text) !== undefined,
  cidr: (text) => parsePrefix(text) !== undefined,
  mac: (text) => /^[\da-f]{2}(?:[:-][\da-f]{2}){5,7}$/i.test(text) || /^[\da-f]{4}(?:\.[\da-f]{4}){2,3}$/i.test(text),
  uuid: (text) => /^[\da-f]{8}-?(?:[\da-f]{4}-?){3}[\da-f]{12}$/i.test(text),
  date: (text) => /^\d{4}-\d\d-\d\d$/.test(text) && parseTime(`${text}T00:00:00Z`) !== undefined,
  "date-time": (text) => parseTime(text) !== undefined,
};
