import { Document, isScalar, Scalar, visit } from "yaml";
import { sorted } from "./json.ts";

/** A value as `-o yaml` prints it: keys in order, lists not indented, texts quoted only where they need it. */
export function yamlText(value: unknown): string {
  const document = new Document(sorted(value), { version: "1.1" });
  visit(document, {
    Scalar(key, node) {
      if (isScalar(node) && typeof node.value === "string") node.type = styleOf(node.value, key === "key");
    },
  });
  return document.toString({ indentSeq: false, lineWidth: 0, doubleQuotedMinMultiLineLength: 1_000_000, directives: false });
}

/** Texts that a reader would take for something else. */
const ambiguous =
  /^(?:|~|null|Null|NULL|y|Y|yes|Yes|YES|n|N|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF|<<|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const numbers = /^(?:[-+]?0b[01_]+|[-+]?0x[0-9a-fA-F_]+|[-+]?[0-9][0-9_]*|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)$/;
const times = /^\d{4}-\d\d?-\d\d?(?:[Tt ]\s*\d\d?:\d\d:\d\d(?:\.\d+)?\s*(?:Z|[-+]\d\d?(?::\d\d)?)?)?$/;
const sexagesimal = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;

function styleOf(text: string, isKey: boolean): Scalar.Type {
  if (ambiguous.test(text) || numbers.test(text) || times.test(text) || sexagesimal.test(text)) return Scalar.QUOTE_DOUBLE;
  if (/[^\n\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\ud800-\udfff]/.test(text)) return Scalar.QUOTE_DOUBLE;
  if (text.includes("\n")) return isKey || / \n|^\s|\n$(?<! \n)[ ]+$/.test(text) || text.trim() === "" ? Scalar.QUOTE_DOUBLE : Scalar.BLOCK_LITERAL;
  return canBePlain(text) ? Scalar.PLAIN : Scalar.QUOTE_SINGLE;
}

/** Whether a text of one line can stand without quotes. */
function canBePlain(text: string): boolean {
  if (/^[-?:](?:\s|$)|^[,[\]{}#&*!|>'"%@`]|^---|^\.\.\./.test(text)) return false;
  return !/^\s|\s$|: |:$| #/.test(text);
}
