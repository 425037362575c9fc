import { describe, expect, it } from 'vitest'
import { ffmpegAdvice, findPackageManager } from './ffmpeg.mjs'
import { isStale } from './lock.mjs'
import { needsOf, requiresFfmpeg } from './needs.mjs'
import { nodeVersionProblem } from './node-version.mjs'

describe('the version of Node', () => {
  it.each(['20.19.0', '20.20.2', '22.0.0', '24.1.0'])('accepts %s', (version) => {
    expect(nodeVersionProblem(version)).toBeNull()
  })

  it.each(['20.18.3', '18.20.0'])('refuses %s with the version that is needed', (version) => {
    expect(nodeVersionProblem(version)).toContain('20.19')
  })
})

describe('what a target needs', () => {
  it('generates nothing before the commands that generate', () => {
    expect(needsOf('prisma/src/main.ts')).toEqual(['dependencies'])
    expect(needsOf('scripts/generate.ts')).toEqual(['dependencies'])
  })

  it('starts the platform without ffmpeg but runs no specs without it', () => {
    expect(requiresFfmpeg('apps/all-in-one/src/main.ts')).toBe(false)
    expect(requiresFfmpeg('vitest')).toBe(true)
  })
})

describe('the set-up lock', () => {
  const now = 1_000_000

  it('is held while its process lives and refreshes it', () => {
    expect(isStale({ pid: process.pid, refreshedAt: now - 1_000 }, now)).toBe(false)
  })

  it('is stale when it was not refreshed for long', () => {
    expect(isStale({ pid: process.pid, refreshedAt: now - 60_000 }, now)).toBe(true)
  })

  it('is stale when its process is gone', () => {
    expect(isStale({ pid: 2 ** 30, refreshedAt: now }, now)).toBe(true)
  })
})

describe('ffmpeg', () => {
  const only = (name) => (program) => program === name

  it('is installed by the system for root alone', () => {
    expect(findPackageManager({ isRoot: true, isInstalled: only('apt-get') })?.program).toBe('apt-get')
    expect(findPackageManager({ isRoot: false, isInstalled: only('apt-get') })).toBeUndefined()
    expect(findPackageManager({ isRoot: false, isInstalled: only('brew') })?.program).toBe('brew')
  })

  it('names the command that a person has to run', () => {
    expect(ffmpegAdvice(only('apk'))).toBe('sudo apk add ffmpeg')
  })
})
