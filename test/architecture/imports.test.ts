import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../src');

/** Which folder may import which, beside itself and `base`: the table of docs/architecture.md. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  base: [],
  download: [],
  conversation: [],
  datasets: ['conversation', 'download'],
  wordings: ['conversation'],
  'lead-ins': ['conversation'],
  methods: ['conversation', 'wordings'],
  'follow-ups': ['conversation', 'wordings', 'methods'],
  models: ['conversation', 'download'],
  published: ['conversation', 'download', 'datasets', 'wordings', 'lead-ins'],
  study: ['conversation', 'datasets', 'wordings', 'lead-ins', 'methods', 'follow-ups', 'models'],
  store: ['conversation', 'study', 'datasets', 'follow-ups'],
  run: ['conversation', 'download', 'datasets', 'study', 'methods', 'follow-ups', 'models', 'store', 'stats'],
  refusal: ['conversation', 'download', 'models', 'run', 'store', 'stats'],
  audit: ['conversation', 'models', 'study', 'run', 'store', 'stats', 'analysis'],
  stats: [],
  analysis: ['conversation', 'store', 'stats'],
  report: ['conversation', 'analysis'],
  server: [
    'conversation',
    'download',
    'methods',
    'models',
    'study',
    'store',
    'run',
    'stats',
    'analysis',
    'refusal',
    'audit',
    'report',
  ],
  cli: [
    'conversation',
    'download',
    'datasets',
    'wordings',
    'methods',
    'follow-ups',
    'models',
    'study',
    'store',
    'run',
    'refusal',
    'audit',
    'stats',
    'analysis',
    'report',
    'published',
    'server',
  ],
  '.': ['study', 'store', 'run', 'analysis', 'report', 'stats', 'server'],
};

/** Folders of which only types may be imported from there. */
const typesOnly: Readonly<Record<string, readonly string[]>> = {
  study: ['models'],
  store: ['study', 'datasets', 'follow-ups'],
};

interface Import {
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly isType: boolean;
}

function folderOf(path: string): string {
  const parts = relative(root, path).split('/');
  return parts.length === 1 ? '.' : (parts[0] ?? '');
}

function importsOf(file: string): Import[] {
  const source = readFileSync(file, 'utf8');
  const statements = source.matchAll(/^(?:import|export)\s+(type\s+)?([^;]*?)from\s+'(\.[^']+)';/gms);
  const dynamic = source.matchAll(/import\('(\.[^']+)'\)/g);
  const make = (specifier: string, isType: boolean): Import => ({
    file: relative(root, file),
    from: folderOf(file),
    to: folderOf(resolve(dirname(file), specifier)),
    isType,
  });
  return [
    ...[...statements].map(([, type, names = '', specifier = '']) =>
      make(specifier, type !== undefined || /^\{(\s*type\s[^,}]+,?)+\s*\}\s*$/.test(names)),
    ),
    ...[...dynamic].map(([, specifier = '']) => make(specifier, false)),
  ];
}

const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => join(root, name));
const imports = files.flatMap(importsOf);

describe('imports go in one direction', () => {
  it('finds the imports it is meant to judge', () => {
    expect(imports.length).toBeGreaterThan(files.length);
    expect(new Set(files.map(folderOf))).toEqual(new Set(Object.keys(allowed)));
  });

  it('no folder imports one the table does not allow', () => {
    const wrong = imports.filter(
      ({ from, to }) => from !== to && to !== 'base' && allowed[from]?.includes(to) !== true,
    );
    expect(wrong.map(({ file, to }) => `${file} imports ${to}`)).toEqual([]);
  });

  it('only types come from where the table says so', () => {
    const wrong = imports.filter(({ from, to, isType }) => !isType && typesOnly[from]?.includes(to) === true);
    expect(wrong.map(({ file, to }) => `${file} imports a value of ${to}`)).toEqual([]);
  });
});

describe('files stay small', () => {
  const lines = files.map((file) => ({
    file: relative(root, file),
    count: readFileSync(file, 'utf8').split('\n').length,
  }));

  it('none has more than 300 lines, and half have fewer than 100', () => {
    expect(lines.filter(({ count }) => count > 300)).toEqual([]);
    const sorted = lines.map(({ count }) => count).sort((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(100);
  });
});
