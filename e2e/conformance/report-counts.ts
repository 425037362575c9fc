import { readFileSync } from 'node:fs'

import { expect } from 'vitest'
import type { TestContext } from 'vitest'

const page = new URL('../../docs/CONFORMANCE.md', import.meta.url)

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
  return readFileSync(page, 'utf8')
    .split('\n')
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll('`', '')),
    )
    .find(([name]) => name === suite)
}

function installedVersion(software: string): string {
  const manifest = new URL(`../node_modules/${software}/package.json`, import.meta.url)
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: string }
  return version
}
