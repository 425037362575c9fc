import { describe, expect, it } from 'vitest'
import { isStale } from './lock.mjs'
import { needsOf, requires } from './needs.mjs'
import { nodeVersionProblem } from './node-version.mjs'
import { findPackageManager, installAdvice, systemPrograms } from './system-programs.mjs'

const command = (target, ...targetArguments) => ({ target, targetArguments })

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
    expect(needsOf(command('prisma/src/main.ts'))).toEqual(['dependencies'])
    expect(needsOf(command('scripts/generate.ts'))).toEqual(['dependencies'])
  })

  it('starts the platform without ffmpeg but runs no specs without it', () => {
    expect(requires(command('apps/all-in-one/src/main.ts'), 'ffmpeg')).toBe(false)
    expect(requires(command('vitest'), 'ffmpeg')).toBe(true)
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

describe('a program of the system', () => {
  const only = (name) => (program) => program === name

  it('is installed by the system for root alone', () => {
    expect(findPackageManager({ isRoot: true, isInstalled: only('apt-get') })?.name).toBe('apt-get')
    expect(findPackageManager({ isRoot: false, isInstalled: only('apt-get') })).toBeUndefined()
    expect(findPackageManager({ isRoot: false, isInstalled: only('brew') })?.name).toBe('brew')
  })

  it('is named with the command that a person has to run', () => {
    expect(installAdvice(systemPrograms.ffmpeg, only('apk'))).toBe('sudo apk add ffmpeg')
    expect(installAdvice(systemPrograms.redis, only('apt-get'))).toBe('sudo apt-get install redis-server')
  })

  it('is needed by the distributed topology where it is Redis', () => {
    expect(requires(command('apps/services/src/main.ts'), 'redis')).toBe(true)
    expect(requires(command('e2e/demo/main.ts', '--services'), 'redis')).toBe(true)
    expect(needsOf(command('e2e/demo/main.ts', '--services'))).toContain('redis')
    expect(needsOf(command('e2e/demo/main.ts'))).not.toContain('redis')
    expect(requires(command('apps/all-in-one/src/main.ts'), 'redis')).toBe(false)
  })
})
