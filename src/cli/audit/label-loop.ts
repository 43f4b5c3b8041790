import { systemClock } from '../../base/clock.ts';
import type { AuditUnit } from '../../audit/audit-unit.ts';
import { findingsIn } from '../../audit/detectors/index.ts';
import type { LabelSession } from '../../audit/session.ts';
import { auditLabelKeys, type AuditLabelName } from '../../conversation/audit-label.ts';
import { methodLabel } from '../../report/labels.ts';
import { putLabels, removeLabel } from '../../store/labels.ts';
import type { LabelledUnit } from '../../store/labels.ts';
import type { Store } from '../../store/store.ts';
import { auditDocument, type AuditDocument } from './document.ts';
import type { Key } from './keys.ts';
import { bodyRows, screenRows, type ScreenSize, type ScreenState } from './screen.ts';
import type { TerminalScreen } from './terminal-screen.ts';

/** When a rater is shown what the detectors say. */
export type DetectorsShown = 'never' | 'before' | 'after';

export interface LabelLoopOptions {
  readonly store: Store;
  readonly study: string;
  readonly rater: string;
  /** What is read, and what they are. */
  readonly units: ReadonlyMap<number, AuditUnit>;
  readonly unit: LabelledUnit;
  readonly session: LabelSession;
  readonly detectors: DetectorsShown;
  readonly color: boolean;
}

const mostNoteCharacters = 500;

/** Shows one trial, or conversation, after the other, and stores each label before the next is shown; until all have one, or the rater stops. */
export async function labelLoop(screen: TerminalScreen, options: LabelLoopOptions): Promise<void> {
  const loop = new Loop(screen, options);
  while (loop.next()) {
    loop.show();
    if (!loop.press(await screen.key())) return;
  }
}

class Loop {
  readonly #screen: TerminalScreen;
  readonly #options: LabelLoopOptions;
  #shown: number | null = null;
  #top: number | null = null;
  #whole = false;
  #help = false;
  #typing: string | null = null;
  #note = '';
  #message: string;
  #document: { readonly key: string; readonly value: AuditDocument } | null = null;

  constructor(screen: TerminalScreen, options: LabelLoopOptions) {
    this.#screen = screen;
    this.#options = options;
    this.#message =
      options.unit === 'trial'
        ? 'What did the model do with the exit? Press ? for what the labels mean.'
        : 'Did the model choose to leave at any turn? One label for all. Press ? for what the labels mean.';
  }

  /** Goes to what is next. @returns whether there is one. */
  next(): boolean {
    const { current } = this.#options.session;
    if (current === null) return false;
    if (current !== this.#shown) {
      this.#shown = current;
      this.#top = null;
      this.#whole = false;
    }
    return true;
  }

  show(): void {
    const size = this.#size();
    this.#screen.show(screenRows(this.#state(size), size));
  }

  /** @returns whether the rater goes on. */
  press(key: Key): boolean {
    if (key.kind === 'interrupt') return false;
    if (key.kind === 'other') return true;
    if (this.#help) this.#help = false;
    else if (this.#typing !== null) this.#type(key, this.#typing);
    else return this.#act(key);
    return true;
  }

  #size(): ScreenSize {
    const { width, height } = this.#screen;
    return { width, height, color: this.#options.color };
  }

  #unit(): AuditUnit {
    const unit = this.#options.units.get(this.#shown ?? 0);
    if (unit === undefined) throw new Error('there is nothing to show');
    return unit;
  }

  #documentFor(width: number): AuditDocument {
    const key = `${this.#shown} ${width} ${this.#whole}`;
    if (this.#document?.key !== key) {
      const turns = this.#options.unit === 'trial' ? {} : ({ turns: 'with-outcomes' } as const);
      const value = auditDocument(this.#unit().read(), { width, whole: this.#whole, ...turns });
      this.#document = { key, value };
    }
    return this.#document.value;
  }

  #state(size: ScreenSize): ScreenState {
    const { session, study, rater, detectors, unit } = this.#options;
    const { condition } = this.#unit();
    const document = this.#documentFor(size.width);
    const state = {
      title: `Audit of ${study} · ${rater} · ${session.done} of ${session.total} labelled`,
      about: `${unit} ${this.#shown} · ${methodLabel(condition)} · ${condition.dataset}`,
      document,
      top: 0,
      isHelp: this.#help,
      unit,
      typing: this.#typing,
      note: this.#note,
      findings: detectors === 'before' ? this.#findings() : [],
      message: this.#message,
    };
    const rows = bodyRows(state, size);
    const most = Math.max(0, document.lines.length - rows);
    // What decides stands in the lower half, below the words it answers.
    const top = Math.min(most, Math.max(0, this.#top ?? document.focus - Math.floor(rows / 2)));
    if (this.#top !== null) this.#top = top;
    return { ...state, top };
  }

  #findings(): readonly string[] {
    const found = this.#unit().read().flatMap(findingsIn);
    return found.length === 0 ? ['nothing found'] : found.map(({ cause, because }) => `${cause} (${because})`);
  }

  #type(key: Key, text: string): void {
    switch (key.kind) {
      case 'enter':
        this.#note = text.trim();
        this.#typing = null;
        return;
      case 'escape':
        this.#typing = null;
        return;
      case 'backspace':
        this.#typing = [...text].slice(0, -1).join('');
        return;
      case 'character':
        this.#typing = [...text, key.text].slice(0, mostNoteCharacters).join('');
        return;
      default:
    }
  }

  #act(key: Key): boolean {
    if (key.kind !== 'character') {
      this.#move(key.kind);
      return true;
    }
    const label = auditLabelKeys.get(key.text);
    if (label !== undefined) {
      this.#label(label);
      return true;
    }
    switch (key.text) {
      case 'q':
        return false;
      case 'n':
        this.#typing = this.#note;
        break;
      case 'u':
        this.#undo();
        break;
      case 's':
        return this.#skip();
      case 'a':
        this.#whole = !this.#whole;
        this.#top = null;
        break;
      case '?':
        this.#help = true;
        break;
      case ' ':
        this.#move('page-down');
        break;
      case 'b':
        this.#move('page-up');
        break;
      case 'j':
        this.#move('down');
        break;
      case 'k':
        this.#move('up');
        break;
      case 'g':
        this.#move('home');
        break;
      case 'G':
        this.#move('end');
        break;
      default:
        this.#message = `"${key.text}" does nothing here.`;
    }
    return true;
  }

  #move(kind: Key['kind']): void {
    const size = this.#size();
    const state = this.#state(size);
    const page = Math.max(1, bodyRows(state, size) - 2);
    const by = { up: -1, down: 1, 'page-up': -page, 'page-down': page };
    if (kind === 'home') this.#top = 0;
    else if (kind === 'end') this.#top = state.document.lines.length;
    else if (kind in by) this.#top = state.top + by[kind as keyof typeof by];
  }

  #label(label: AuditLabelName): void {
    const { store, rater, session, detectors, unit } = this.#options;
    const { unitId } = this.#unit();
    const findings = detectors === 'after' ? ` Detectors: ${this.#findings().join('; ')}.` : '';
    putLabels(
      store,
      [
        {
          unitId,
          rater,
          judge: false,
          label,
          note: this.#note === '' ? null : this.#note,
          labelledAt: systemClock.now(),
          detectorsShown: detectors === 'before',
          generationId: null,
        },
      ],
      unit,
    );
    session.labelled();
    const noted = this.#note === '' ? '' : ', with your note';
    this.#note = '';
    this.#message = `${unitTitle(unit)} ${unitId}: ${label}${noted}. u takes it back.${findings}`;
  }

  #undo(): void {
    const { store, rater, session, unit } = this.#options;
    const unitId = session.undo();
    if (unitId === null) {
      this.#message = 'There is no label to take back.';
      return;
    }
    removeLabel(store, unitId, rater, unit);
    this.#message = `The label of ${unit} ${unitId} was taken back.`;
  }

  #skip(): boolean {
    const { session } = this.#options;
    session.skip();
    if (session.isOnlySkipped) return false;
    this.#message = 'Left for later: it comes again at the end.';
    return true;
  }
}

function unitTitle(unit: LabelledUnit): string {
  return unit === 'trial' ? 'Trial' : 'Conversation';
}
