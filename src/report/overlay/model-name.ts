// What may stand before a model's own name: who serves it, or that it runs here.
const servers =
  /^(?:local|sim|openai|anthropic|openrouter|deepseek|together|fireworks|groq|xai|ollama|vllm|sglang|llamacpp|lmstudio):/i;

const tuned = /[-_. ](?:instruct|it|chat)$/i;

/**
 * Forms of a model's name to compare, the most exact first: with its organisation, without, and without a final
 * `-instruct`, `-it` or `-chat`. Case and punctuation do not count; who serves the model, folders and `.gguf` are
 * dropped. Anything else (a date, a quantisation) is part of the name, and so tells models apart.
 */
export function modelNameForms(name: string): readonly [full: string, bare: string, untuned: string] {
  const plain = name.replace(servers, '').replace(/\.gguf$/i, '');
  const bare = plain.slice(plain.lastIndexOf('/') + 1);
  return [letters(plain), letters(bare), letters(bare.replace(tuned, ''))];
}

function letters(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
