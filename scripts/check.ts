import { spawn } from 'node:child_process'
import { fromRoot } from './root.ts'

interface Check {
  readonly name: string
  readonly script: string
}

interface Outcome extends Check {
  readonly isGreen: boolean
  readonly output: string
}

/** Each wave runs at once: the compiler and the linter use several cores, the rest one each. */
const waves: readonly (readonly Check[])[] = [
  [
    { name: 'types', script: 'check:types' },
    { name: 'format', script: 'check:format' },
  ],
  [
    { name: 'lint', script: 'check:lint' },
    { name: 'boundaries', script: 'check:boundaries' },
    { name: 'environment', script: 'check:environment' },
  ],
  [{ name: 'schema', script: 'check:schema' }],
]

async function runCheck(check: Check): Promise<Outcome> {
  const startedAt = performance.now()
  const outcome = { ...check, ...(await runScript(check.script)) }
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1)
  console.log(`${outcome.isGreen ? '✓' : '✗'} ${check.name.padEnd(12)}${seconds.padStart(6)} s`)
  return outcome
}

function runScript(script: string): Promise<Pick<Outcome, 'isGreen' | 'output'>> {
  return new Promise((resolve, reject) => {
    const child = spawn('npm', ['run', '--silent', script], {
      cwd: fromRoot('.'),
      shell: process.platform === 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (output += text))
    }
    child.once('error', reject)
    child.once('close', (code) => resolve({ isGreen: code === 0, output }))
  })
}

const outcomes: Outcome[] = []
for (const wave of waves) outcomes.push(...(await Promise.all(wave.map(runCheck))))

const failures = outcomes.filter(({ isGreen }) => !isGreen)
for (const { name, script, output } of failures) {
  console.error(`\n── ${name} (npm run ${script}) ──\n${output.trim()}`)
}
console.log(
  failures.length === 0 ? '\ncheck: all green' : `\ncheck: ${failures.length} of ${outcomes.length} failed`,
)
if (failures.length > 0) process.exitCode = 1
