import {
  type Connection,
  DocumentFormattingRequest,
  DocumentRangeFormattingRequest,
  type InitializeParams,
  type ServerCapabilities,
} from "vscode-languageserver";

/** Says that the server formats, if the editor can't be told later for which language. JSON has formatters of its own: a person would have to choose one. */
export function offeredFormatting(params: InitializeParams): ServerCapabilities {
  return canBeTold(params) ? {} : { documentFormattingProvider: true, documentRangeFormattingProvider: true };
}

/** Tells the editor, if it can be told, for which language the server formats. */
export function registerFormatting({ client }: Connection, params: InitializeParams): void {
  if (!canBeTold(params)) return;
  const yaml = { documentSelector: [{ language: "yaml" }] };
  void client.register(DocumentFormattingRequest.type, yaml);
  void client.register(DocumentRangeFormattingRequest.type, yaml);
}

function canBeTold({ capabilities: { textDocument } }: InitializeParams): boolean {
  return textDocument?.formatting?.dynamicRegistration === true && textDocument.rangeFormatting?.dynamicRegistration === true;
}
