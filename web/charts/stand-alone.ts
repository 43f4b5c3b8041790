const font = `font-family="system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif"`;

/**
 * A drawing from the page as a file that needs no page: its colours by value, a ground, a title.
 *
 * @param svg as the drawing library writes it; its texts are escaped
 * @param colour the present value of one of the page's colours: `--ink`
 */
export function standAlone(svg: string, title: string, colour: (name: string) => string): string {
  const coloured = svg
    .replace(/var\((--[a-z0-9-]+)\)/g, (_, name: string) => colour(name))
    .replaceAll('currentColor', colour('--ink'));
  const head = `<title>${escaped(title)}</title><rect width="100%" height="100%" fill="${colour('--card')}"/>`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${coloured.replace(/<svg ([^>]*)>/, (_, rest: string) => `<svg ${rest} ${font}>${head}`)}\n`;
}

// Characters that XML cannot hold are left out.
function escaped(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
