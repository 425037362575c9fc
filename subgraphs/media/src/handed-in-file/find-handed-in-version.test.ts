import { describe, expect, it } from 'vitest'

import type { FileVersionRecord } from '../asset/media-asset.ts'
import { findHandedInVersion } from './find-handed-in-version.ts'

const own = 'aa'
const other = 'bb'

function version(number: number, seed: Partial<FileVersionRecord>): FileVersionRecord {
  return {
    id: `version-${number}`,
    assetId: 'asset',
    number,
    state: 'READY',
    filename: 'work.txt',
    contentType: 'text/plain',
    sizeBytes: 1n,
    uploadId: null,
    uploadExpiresAt: new Date(0),
    attempt: 0,
    failedAttempts: 0,
    lostAttempts: 0,
    percent: 100,
    queuedAt: null,
    dueAt: null,
    heartbeatAt: null,
    failure: null,
    publishedPrefix: null,
    durationSeconds: null,
    width: null,
    height: null,
    sha256: own,
    isHandedIn: false,
    createdAt: new Date(0),
    readyAt: new Date(number * 1_000),
    ...seed,
  }
}

/** Oldest first in the table; an asset has the newest first. */
function found(versions: readonly Partial<FileVersionRecord>[], at: Date, sha256: string | null = own) {
  const made = versions.map((seed, index) => version(index + 1, seed)).toReversed()
  return findHandedInVersion({ versions: made }, { sha256, handedInAt: at })?.number ?? null
}

describe('the version that was handed in', () => {
  const late = new Date(60_000)

  it.each([
    ['the one with the digest', [{ sha256: own }, { sha256: other }], 1],
    ['the one that is kept', [{ sha256: own, isHandedIn: true }, { sha256: own }], 1],
    ['the one that is served', [{ sha256: own }, { sha256: own }], 2],
    ['the one that was replaced last', [{ sha256: own }, { sha256: own }, { sha256: other }], 2],
    ['none with another digest', [{ sha256: other }, { sha256: null }], null],
    ['none that is not ready', [{ sha256: own, state: 'FAILED' }, { sha256: other }], null],
  ] as const)('is %s', (_what, versions, number) => {
    expect(found(versions, late)).toBe(number)
  })

  it.each([
    ['the newest that was ready by then', new Date(2_000), 2],
    ['none before the first was ready', new Date(999), null],
    ['the newest of all, later', late, 3],
  ])('is, where nobody knows its digest, %s', (_what, at, number) => {
    expect(found([{}, {}, {}], at, null)).toBe(number)
  })
})
