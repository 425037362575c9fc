import { readFileSync } from 'node:fs'

import { expect } from 'vitest'
import type { TestContext } from 'vitest'

import { subgraphNames } from '../harness/subgraph-names.ts'

const page = new URL('../../docs/CONFORMANCE.md', import.meta.url)

/** Every suite and what it ran against: the rows of the page. */
export const suites = [
  ...['gateway', ...subgraphNames].map((subject) => `graphql-http audits, ${subject}`),
  'Apollo Federation subgraph compatibility',
  'graphql-transport-ws by raw sockets, gateway',
  'attack list over HTTP and WebSocket, gateway in production mode',
  ...['m3u8-parser', 'hls-parser', 'hls.js'].map((reader) => `HLS playlists by ${reader}`),
]

/** What a suite found, as docs/CONFORMANCE.md shows it. */
export interface SuiteReport {
  /** The suite and what it ran against. */
  readonly suite: string
  /** The npm package that the suite comes from; null for one of our own. */
  readonly software: string | null
  readonly counts: string
}

/** Prints what a suite counted, for whoever reads the log of a build, and holds docs/CONFORMANCE.md to it. */
export function reportCounts({ suite, software, counts }: SuiteReport): void {
  const release = software === null ? 'ours' : `${software} ${installedVersion(software)}`
  process.stdout.write(`conformance: ${suite} (${release}): ${counts}\n`)
  expect(rowOf(suite), `the row "${suite}" of docs/CONFORMANCE.md`).toEqual([suite, release, counts])
}

/** Reports a suite of our own, of which each test is one rule. The test that asks comes last and is none. */
export function reportRules(suite: string, { task }: Pick<TestContext, 'task'>): void {
  const rules = listTests(task.file).filter(({ id }) => id !== task.id)
  const broken = rules.filter(({ result }) => result?.state !== 'pass').length
  reportCounts({ suite, software: null, counts: `${rules.length} rules, ${broken} broken` })
}

type TestTask = TestContext['task']

function listTests({ tasks }: TestTask['suite'] & object): readonly TestTask[] {
  return tasks.flatMap((task) => (task.type === 'suite' ? listTests(task) : [task]))
}

function rowOf(suite: string): readonly string[] | undefined {
  return readRows().find(([name]) => name === suite)
}

/** The rows of the page's table of suites, each as its cells. */
export function readRows(): readonly (readonly string[])[] {
  const lines = readFileSync(page, 'utf8').split('\n')
  const header = lines.findIndex((line) => /^\| suite +\| release +\| counts +\|$/.test(line))
  const rows = lines.slice(header + 2)
  return rows.slice(0, rows.indexOf('')).map(toCells)
}

function toCells(line: string): readonly string[] {
  const cells = line.split('|').slice(1, -1)
  return cells.map((cell) => cell.trim().replaceAll('`', ''))
}

function installedVersion(software: string): string {
  const manifest = new URL(`../node_modules/${software}/package.json`, import.meta.url)
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: string }
  return version
}
