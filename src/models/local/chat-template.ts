import type { ToolSpec } from '../../conversation/messages.ts';
import type { ModelRequest } from '../../conversation/request.ts';
import { toolSchema } from '../../conversation/tool-schema.ts';
import type { TemplateMessage } from './protocol.ts';

/** A tool in the form chat templates expect. */
export interface TemplateTool {
  readonly type: 'function';
  readonly function: ToolSpec;
}

/** Runs the template. @throws whatever the template engine throws when the template refuses its input. */
export type RenderTemplate = (messages: readonly TemplateMessage[], tools: readonly TemplateTool[] | null) => string;

/** What a chat template can do, found by trying it. */
export interface ChatTemplate {
  readonly tools: boolean;
  readonly systemRole: boolean;
  /** The system prompt the template adds when it is given none, beside these tools. */
  defaultSystem(tools: readonly ToolSpec[]): string | null;
  /** The messages a request becomes: system prompt and instructions put where the model reads them. */
  messagesOf(request: ModelRequest): readonly TemplateMessage[];
}

// Unlike anything a template holds, and free of white space, so that trimming leaves them whole.
const systemProbe = 'SystemProbe7f3a';
const userProbe = 'UserProbe91c4';

const toolProbe: ToolSpec = {
  name: 'probe_tool',
  description: 'Probe.',
  parameters: { type: 'object', properties: {}, required: [] },
};

/** Tries out a template with probes: nothing is assumed about any model family. */
export function examineTemplate(render: RenderTemplate): ChatTemplate {
  const attempt = (messages: readonly TemplateMessage[], tools: readonly ToolSpec[]): string | null => {
    try {
      return render(messages, templateTools(tools));
    } catch {
      return null;
    }
  };
  const user: TemplateMessage = { role: 'user', content: userProbe };
  const system: TemplateMessage = { role: 'system', content: systemProbe };

  const bare = attempt([user], []);
  const withTool = attempt([user], [toolProbe]);
  const systemRole = attempt([system, user], [])?.includes(systemProbe) ?? false;
  const defaults = new Map<string, string | null>();

  const defaultSystem = (tools: readonly ToolSpec[]): string | null => {
    const key = JSON.stringify(tools);
    let found = defaults.get(key);
    if (found === undefined) {
      found = systemRole ? findDefault(attempt([user], tools), attempt([system, user], tools)) : null;
      defaults.set(key, found);
    }
    return found;
  };

  return {
    tools: withTool !== null && withTool !== bare && withTool.includes(toolProbe.name),
    systemRole,
    defaultSystem,
    messagesOf: (request) => {
      const ownSystem = request.system ?? (request.instructions === null ? null : defaultSystem(request.tools));
      const full = joinTexts(ownSystem, request.instructions);
      const turns = request.messages.map(templateMessage);
      if (full === null) return turns;
      if (systemRole) return [{ role: 'system', content: full }, ...turns];
      const first = turns.findIndex((turn) => turn.role === 'user');
      return turns.map((turn, index) =>
        index === first ? { role: 'user', content: `${full}\n\n${turn.content}` } : turn,
      );
    },
  };
}

/** Tools in the template's form, `null` for none: templates ask whether `tools` is given at all. */
export function templateTools(tools: readonly ToolSpec[]): readonly TemplateTool[] | null {
  if (tools.length === 0) return null;
  return tools.map((tool) => {
    const { name, description } = tool;
    return { type: 'function', function: { name, description, parameters: toolSchema(tool) } };
  });
}

/**
 * With a system prompt the rendering is `before + prompt + between + user…`; without one, a template that has a
 * default gives the same with the default in that place.
 */
function findDefault(without: string | null, given: string | null): string | null {
  if (without === null || given === null) return null;
  const userAt = without.indexOf(userProbe);
  const systemAt = given.indexOf(systemProbe);
  const head = without.slice(0, userAt);
  const before = given.slice(0, systemAt);
  const between = given.slice(systemAt + systemProbe.length, given.indexOf(userProbe, systemAt));
  if (userAt < 0 || systemAt < 0 || head.length <= before.length + between.length) return null;
  if (!head.startsWith(before) || !head.endsWith(between)) return null;
  const found = head.slice(before.length, head.length - between.length);
  return found.trim() === '' ? null : found;
}

function joinTexts(first: string | null, second: string | null): string | null {
  if (first === null || first === '') return second;
  return second === null ? first : `${first}\n\n${second}`;
}

function templateMessage(message: ModelRequest['messages'][number]): TemplateMessage {
  switch (message.role) {
    case 'user':
      return { role: 'user', content: message.text };
    case 'tool':
      return { role: 'tool', content: message.text, tool_call_id: message.callId };
    case 'assistant':
      if (message.toolCalls === undefined || message.toolCalls.length === 0) {
        return { role: 'assistant', content: message.text };
      }
      return {
        role: 'assistant',
        content: message.text,
        tool_calls: message.toolCalls.map((call) => ({
          id: call.id,
          type: 'function',
          function: { name: call.name, arguments: parsedOrText(call.arguments) },
        })),
      };
    default: {
      const unknown: never = message;
      return unknown;
    }
  }
}

/** Templates want arguments as an object; broken JSON is passed on as the text it is. */
function parsedOrText(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return json;
  }
}
