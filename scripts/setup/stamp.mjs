import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { fromRoot } from './root.mjs'

const path = fromRoot('node_modules/.lyceum-setup.json')

/** What set-up has done so far: a digest of its inputs for each finished step. */
export function readStamp() {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return {} // no stamp, or half a stamp of an older run: every step is due
  }
}

/** Remembers one finished step at once, so that an interrupted set-up resumes after it. */
export function writeStamp(step, value) {
  mkdirSync(fromRoot('node_modules'), { recursive: true })
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, JSON.stringify({ ...readStamp(), [step]: value }, null, 2))
  renameSync(draft, path)
}
