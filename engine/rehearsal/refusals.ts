/** The API server's message without the lists and maps that it quotes whole. */
export function withoutValues(message: string): string {
  return message.replaceAll(/Invalid value: [{[].*?[}\]](?=: )/gs, "Invalid value: …");
}
