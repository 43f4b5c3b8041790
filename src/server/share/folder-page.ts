/** What stands there until the pages do. */
const opening =
  'Opening … If nothing follows, the file app.js of this folder is missing or damaged: copy the whole folder again.';

/**
 * The page of a folder: the server's, with the policy that a server would send and the scripts that hand over what the
 * folder holds. Scripts may come from the folder alone, and nothing at all from anywhere else.
 */
export function folderPage(page: string): string {
  const policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; base-uri 'none'; form-action 'none'";
  return page
    .replace('<meta charset="utf-8" />', (charset) => {
      return `${charset}\n    <meta http-equiv="Content-Security-Policy" content="${policy}" />`;
    })
    .replace('<div id="app"></div>', `<div id="app"><p>${opening}</p></div>`)
    .replace(/<script src="app.js"/, (app) => `<script src="data/manifest.js" defer></script>\n    ${app}`);
}
