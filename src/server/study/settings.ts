import type { Json } from '../../base/canonical-json.ts';
import type { Contrast } from '../../study/contrasts-schema.ts';
import { withoutSecrets } from '../safety/without-secrets.ts';

/**
 * What the viewer reads of a study's stored settings. They may be of another version of the schema, or a stranger's:
 * everything may be missing.
 */
export interface SettingsOf {
  readonly description?: string;
  readonly epochs?: number;
  readonly language?: string;
  readonly system?: string | null;
  readonly series?: string;
  readonly leadIns?: readonly unknown[];
  readonly wordings?: readonly unknown[];
  readonly methods?: readonly (string | { readonly method?: string })[];
  readonly historyAuthor?: readonly unknown[];
  readonly replyAuthor?: readonly unknown[];
  readonly refusals?: readonly string[];
  readonly stop?: string | { readonly halfWidth?: number; readonly minEpochs?: number; readonly replies?: string };
  readonly sampling?: {
    readonly temperature?: number;
    readonly topP?: number;
    readonly maxTokens?: number;
    readonly answer?: { readonly temperature?: number; readonly maxTokens?: number };
  };
  readonly limits?: { readonly attempts?: number; readonly timeoutSeconds?: number };
  readonly contrasts?: readonly Contrast[];
}

/** The stored settings of a study without what could be a key. */
export function shownSettings(settings: unknown): SettingsOf {
  return withoutSecrets(settings as Json) as SettingsOf;
}
