/** One block of a turn, as received. */
export type Block = { readonly [key: string]: unknown };
export interface ReceivedTurn {
  readonly role: string;
  readonly content: string | readonly Block[];
}
export type Body = { readonly [key: string]: unknown };

/** Differences between models of one service. */
export interface AnthropicModelRules {
  /** Newer models: either the one or the other. */
  readonly oneOfTemperatureAndTopP?: boolean;
  /** The newest models: only the defaults; `even-default` refuses the very words. */
  readonly refusesSampling?: 'other-values' | 'even-default';
  readonly refusesPrefill?: boolean;
}

const known = new Set(
  [
    'model messages max_tokens system tools tool_choice temperature top_p top_k stop_sequences stream metadata thinking',
    'output_config service_tier cache_control',
  ].flatMap((line) => line.split(' ')),
);

/** What the service says against a request, in its own words; `null` when nothing. */
export function complaint(text: string, body: Body, rules: AnthropicModelRules): string | null {
  if (/\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])/.test(text)) {
    return 'The request body is not valid JSON: no low surrogate in string: line 1 column 80 (char 79)';
  }
  const strange = Object.keys(body).find((name) => !known.has(name));
  if (strange !== undefined) return `${strange}: Extra inputs are not permitted`;
  for (const name of ['model', 'messages', 'max_tokens'])
    if (body[name] === undefined) return `${name}: Field required`;
  return (
    samplingComplaint(body, rules) ??
    markComplaint(text) ??
    turnsComplaint(turnsOf(body), rules) ??
    callsComplaint(turnsOf(body))
  );
}

/** The turns, with texts as blocks. */
export function turnsOf(body: Body): readonly { readonly role: string; readonly content: readonly Block[] }[] {
  return (body['messages'] as readonly ReceivedTurn[]).map(({ role, content }) => ({
    role,
    content: typeof content === 'string' ? [{ type: 'text', text: content }] : content,
  }));
}

function samplingComplaint(body: Body, rules: AnthropicModelRules): string | null {
  const { temperature, top_p: topP } = body;
  if (typeof temperature === 'number' && (temperature < 0 || temperature > 1)) return 'temperature: range: 0..1';
  if (rules.oneOfTemperatureAndTopP === true && temperature !== undefined && topP !== undefined) {
    return '`temperature` and `top_p` cannot both be specified for this model. Please use only one.';
  }
  if (rules.refusesSampling === undefined) return null;
  if (topP !== undefined) return '`top_p` is deprecated for this model.';
  const refused = rules.refusesSampling === 'even-default' ? temperature !== undefined : (temperature ?? 1) !== 1;
  return refused ? '`temperature` is deprecated for this model.' : null;
}

function markComplaint(text: string): string | null {
  const marks = text.match(/"cache_control":/g)?.length ?? 0;
  return marks > 4 ? `A maximum of 4 blocks with cache_control may be provided. Found ${marks}.` : null;
}

function turnsComplaint(turns: ReturnType<typeof turnsOf>, rules: AnthropicModelRules): string | null {
  if (turns.length === 0) return 'messages: at least one message is required';
  if (turns[0]?.role !== 'user') return 'messages: first message must use the "user" role';
  for (const [at, { role, content }] of turns.entries()) {
    if (role !== 'user' && role !== 'assistant') return `messages.${at}.role: Input should be 'user' or 'assistant'`;
    if (role === turns[at - 1]?.role) return 'messages: roles must alternate between "user" and "assistant"';
    if (content.length === 0) return `messages.${at}: all messages must have non-empty content`;
    for (const [index, block] of content.entries()) {
      if (block['type'] === 'text' && block['text'] === '') return 'messages: text content blocks must be non-empty';
      const place = `messages.${at}.content.${index}`;
      if (block['type'] === 'tool_use' && !isObject(block['input']))
        return `${place}.tool_use.input: Input should be a valid dictionary`;
      if (block['type'] === 'tool_use' && !/^[\w-]+$/.test(String(block['id']))) {
        return `${place}.tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$'`;
      }
    }
  }
  const last = turns.at(-1);
  if (last?.role !== 'assistant') return null;
  if (rules.refusesPrefill === true) {
    return 'This model does not support assistant message prefill. The conversation must end with a user message.';
  }
  const text = last.content.at(-1)?.['text'];
  return typeof text !== 'string' || text === text.trimEnd()
    ? null
    : 'messages: final assistant content cannot end with trailing whitespace';
}

/** Calls must be answered in the next turn, and only those. */
function callsComplaint(turns: ReturnType<typeof turnsOf>): string | null {
  const seen = new Set<string>();
  for (const [at, { content }] of turns.entries()) {
    const before = idsOf(turns[at - 1]?.content ?? [], 'tool_use', 'id');
    const answered = idsOf(content, 'tool_result', 'tool_use_id');
    const stray = answered.find((id) => !before.includes(id));
    if (stray !== undefined) {
      return `messages.${at}.content.0: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${stray}. Each \`tool_result\` block must have a corresponding \`tool_use\` block in the previous message.`;
    }
    const open = before.find((id) => !answered.includes(id));
    if (open !== undefined) {
      return `messages.${at - 1}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${open}. Each \`tool_use\` block must have a corresponding \`tool_result\` block in the next message.`;
    }
    for (const id of idsOf(content, 'tool_use', 'id')) {
      if (seen.has(id)) return 'messages: `tool_use` ids must be unique';
      seen.add(id);
    }
  }
  return null;
}

function idsOf(content: readonly Block[], type: string, field: string): readonly string[] {
  return content.filter((block) => block['type'] === type).map((block) => String(block[field]));
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
