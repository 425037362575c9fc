// What the runs of vitest whose reports are named came to: first what failed and what was skipped, last the counts.
import { existsSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'

const counts = { passed: 0, failed: 0, skipped: 0 }

/** @param {string} what @param {string} [why] */
function report(what, why = '') {
  const reasons = why.split('\n').filter((line) => line.trim() !== '')
  process.stdout.write([what, ...reasons.slice(0, 12).map((line) => `    ${line}`), ''].join('\n'))
}

for (const path of process.argv.slice(2)) {
  if (!existsSync(path)) {
    counts.failed += 1
    report(`failed: no report ${path}`)
    continue
  }
  for (const file of JSON.parse(readFileSync(path, 'utf8')).testResults) {
    const name = relative(process.cwd(), file.name)
    for (const { fullName, status, failureMessages } of file.assertionResults) {
      if (status === 'passed') counts.passed += 1
      else if (status === 'failed') {
        counts.failed += 1
        report(`failed: ${name} > ${fullName}`, failureMessages.join('\n'))
      } else {
        counts.skipped += 1
        report(`skipped: ${name} > ${fullName}`)
      }
    }
    // It could not be loaded, or a hook of it failed.
    if (file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed')) {
      counts.failed += 1
      report(`failed: ${name}, outside of its tests`, file.message)
    }
  }
}

const { passed, failed, skipped } = counts
process.stdout.write(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`)
