import {
  type Connection,
  DocumentFormattingRequest,
  DocumentRangeFormattingRequest,
  type InitializeParams,
  type ServerCapabilities,
} from "vscode-languageserver";

/** Announces formatting, if the editor does not support registering it for YAML alone. JSON has other formatters, among which the user would have to choose. */
export function offeredFormatting(params: InitializeParams): ServerCapabilities {
  return canBeTold(params) ? {} : { documentFormattingProvider: true, documentRangeFormattingProvider: true };
}

/** Registers formatting for YAML, if the editor supports it. */
export function registerFormatting({ client }: Connection, params: InitializeParams): void {
  if (!canBeTold(params)) return;
  const yaml = { documentSelector: [{ language: "yaml" }] };
  void client.register(DocumentFormattingRequest.type, yaml);
  void client.register(DocumentRangeFormattingRequest.type, yaml);
}

function canBeTold({ capabilities: { textDocument } }: InitializeParams): boolean {
  return textDocument?.formatting?.dynamicRegistration === true && textDocument.rangeFormatting?.dynamicRegistration === true;
}
