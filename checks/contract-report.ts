import { readFile } from 'node:fs/promises';

/** How one capability of one endpoint came out of the contract suite. */
export type ContractCell =
  /** Every test passed and it can do it. */
  | 'pass'
  /** Every test passed; it cannot do it and says so in the right words. */
  | 'refuses'
  /** No test of it applied. */
  | 'not run'
  | 'FAIL';

/** What the contract suite showed of one endpoint, by capability. */
export interface EndpointReport {
  readonly endpoint: string;
  readonly cells: ReadonlyMap<string, ContractCell>;
}

interface Assertion {
  readonly ancestorTitles: readonly string[];
  readonly status: string;
  readonly meta?: { readonly contract?: 'does' | 'refuses' };
}

const marker = 'model contract: ';

/**
 * Reads what vitest's JSON reporter wrote about runs of `modelContract`.
 *
 * @throws Error when the file is not such a report.
 */
export async function readContractReport(file: string): Promise<readonly EndpointReport[]> {
  const report = JSON.parse(await readFile(file, 'utf8')) as {
    testResults: readonly { assertionResults: readonly Assertion[] }[];
  };
  const endpoints = new Map<string, Map<string, Assertion[]>>();
  for (const assertion of report.testResults.flatMap(({ assertionResults }) => assertionResults)) {
    const at = assertion.ancestorTitles.findIndex((title) => title.startsWith(marker));
    const endpoint = assertion.ancestorTitles[at]?.slice(marker.length);
    const capability = assertion.ancestorTitles[at + 1];
    if (endpoint === undefined || capability === undefined) continue;
    const byCapability = endpoints.get(endpoint) ?? new Map<string, Assertion[]>();
    endpoints.set(endpoint, byCapability);
    byCapability.set(capability, [...(byCapability.get(capability) ?? []), assertion]);
  }
  return [...endpoints].map(([endpoint, byCapability]) => ({
    endpoint,
    cells: new Map([...byCapability].map(([capability, assertions]) => [capability, cellOf(assertions)])),
  }));
}

function cellOf(assertions: readonly Assertion[]): ContractCell {
  const ran = assertions.filter(({ status }) => status === 'passed' || status === 'failed');
  if (ran.some(({ status }) => status === 'failed')) return 'FAIL';
  if (ran.length === 0) return 'not run';
  return ran.some(({ meta }) => meta?.contract === 'refuses') ? 'refuses' : 'pass';
}

/** Endpoints by capabilities, as a Markdown table. */
export function contractTable(reports: readonly EndpointReport[]): string {
  const capabilities = [...new Set(reports.flatMap(({ cells }) => [...cells.keys()]))];
  const head = ['capability', ...reports.map(({ endpoint }) => endpoint.replace(/^openai-compatible, /, ''))];
  const rows = capabilities.map((name) => [name, ...reports.map(({ cells }) => cells.get(name) ?? 'not run')]);
  const widths = head.map((title, index) => Math.max(title.length, ...rows.map((row) => row[index]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line), ''].join('\n');
}
