import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { chooseEmulator } from './choose-emulator.ts'

describe('the storage of a data folder', () => {
  let folder: string
  let command: string
  const without = { PATH: '/nowhere', XDG_CACHE_HOME: '/nowhere' }
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lyceum-choice-'))
    command = join(folder, 'lyceum/emulators/fake-gcs-server')
    mkdirSync(join(folder, 'lyceum/emulators'), { recursive: true })
    writeFileSync(command, '')
    chmodSync(command, 0o755)
  })
  afterEach(() => rmSync(folder, { recursive: true }))
  const installed = () => ({ ...without, XDG_CACHE_HOME: folder })

  it('is the emulator where that is installed, otherwise files', () => {
    expect(chooseEmulator({ dataFolder: folder, source: installed() })).toBe(command)
    expect(chooseEmulator({ dataFolder: folder, source: without })).toBeUndefined()
  })

  it('is what was asked for, or the start fails', () => {
    expect(chooseEmulator({ dataFolder: folder, wanted: 'filesystem', source: installed() })).toBeUndefined()
    expect(() => chooseEmulator({ dataFolder: folder, wanted: 'gcs', source: without })).toThrow(
      'not installed',
    )
  })

  it('stays what it was, whatever is installed later', () => {
    mkdirSync(join(folder, 'files'))
    expect(chooseEmulator({ dataFolder: folder, source: installed() })).toBeUndefined()
    expect(() => chooseEmulator({ dataFolder: folder, wanted: 'gcs', source: installed() })).toThrow(
      '--storage filesystem',
    )
  })

  it('fails to start when its emulator is gone', () => {
    mkdirSync(join(folder, 'buckets'))
    expect(() => chooseEmulator({ dataFolder: folder, source: without })).toThrow('not installed')
  })
})
