/**
 * Offers a text or an image as a file to keep.
 *
 * @param type its media type
 */
export function saveFile(name: string, type: string, content: string | Blob): void {
  const address = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // Some browsers read it only after the click is through.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
