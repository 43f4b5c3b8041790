/** JSON Lines of conversations: one for each number of user turns. */
export function conversationLines(turns: readonly number[], text = 'turn'): string {
  return turns
    .map((count, index) => {
      const messages = Array.from({ length: count }, (_, turn) => [
        ...(turn === 0 ? [] : [{ role: 'assistant', content: `reply ${turn} to ${index}` }]),
        { role: 'user', content: `${text} ${turn + 1} of ${index}` },
      ]).flat();
      return `${JSON.stringify({ id: `c${index}`, messages })}\n`;
    })
    .join('');
}
