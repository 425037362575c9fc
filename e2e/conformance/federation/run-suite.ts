import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const require = createRequire(import.meta.url)

/** Apollo's tests of a subgraph library, without the programs of theirs that start what they test. */
export const suitePackage = '@apollo/federation-subgraph-compatibility-tests'
export const suiteFolder = dirname(
  require.resolve('@apollo/federation-subgraph-compatibility-tests/package.json'),
)

export interface SuiteResult {
  readonly total: number
  /** Names of the tests that failed, with the reason. */
  readonly failures: readonly string[]
}

interface JestReport {
  readonly numTotalTests: number
  readonly testResults: readonly {
    readonly message: string
    readonly status: 'passed' | 'failed'
  }[]
}

/** Runs the suite in a process of its own. */
export async function runSuite(urls: { products: string; router: string }): Promise<SuiteResult> {
  const config = {
    rootDir: `${suiteFolder}/dist/tests`,
    testEnvironment: 'node',
    // Jest does not look into node_modules otherwise.
    haste: { retainAllFiles: true },
    testPathIgnorePatterns: [],
    moduleNameMapper: { '^make-fetch-happen$': fileURLToPath(new URL('route-fetch.cjs', import.meta.url)) },
    transform: {},
    globals: { ROUTER_URL: urls.router },
  }
  const jest = [require.resolve('jest/bin/jest'), '--ci', '--json', '--config', JSON.stringify(config)]
  const report = await execute(jest, { PRODUCTS_URL: urls.products })
  const failures = report.testResults.filter(({ status }) => status === 'failed')
  return { total: report.numTotalTests, failures: failures.map(({ message }) => message) }
}

/** Jest prints its report and then fails when a test did; only a report that cannot be read is an error here. */
async function execute(jest: readonly string[], environment: Record<string, string>): Promise<JestReport> {
  const run = promisify(execFile)
  const { stdout } = await run(process.execPath, jest, { env: environment, maxBuffer: 2 ** 26 }).catch(
    (error: unknown) => {
      if (error instanceof Error && 'stdout' in error && error.stdout !== '')
        return error as { stdout: string }
      throw error
    },
  )
  return JSON.parse(stdout) as JestReport
}
