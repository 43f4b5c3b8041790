import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';

/**
 * Loaded with `--import`, it lets the program find @huggingface/transformers in EXITPOLL_HF_LIBRARY, a folder outside the
 * checkout, as if it had been installed beside it.
 */
const folder = process.env['EXITPOLL_HF_LIBRARY'];
registerHooks({
  resolve(specifier, context, next) {
    return specifier === '@huggingface/transformers' && folder !== undefined
      ? next(specifier, { ...context, parentURL: pathToFileURL(`${folder}/index.js`).href })
      : next(specifier, context);
  },
});
