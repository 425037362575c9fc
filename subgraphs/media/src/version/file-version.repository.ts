import type { LadderManifest } from '@lyceum/transcoder/hls'
import { isUniqueViolation } from '@lyceum/prisma'
import type { FileVersion, Prisma, PrismaClient } from '@lyceum/prisma/media'

import type { FileVersionRecord, MediaFailureRecord } from '../asset/media-asset.ts'

/** Everything but the manifest, which is as long as the film. */
export const versionColumns = {
  id: true,
  assetId: true,
  number: true,
  state: true,
  filename: true,
  contentType: true,
  sizeBytes: true,
  uploadId: true,
  uploadExpiresAt: true,
  attempt: true,
  failedAttempts: true,
  lostAttempts: true,
  percent: true,
  queuedAt: true,
  dueAt: true,
  heartbeatAt: true,
  failureReason: true,
  failureMessage: true,
  publishedPrefix: true,
  durationSeconds: true,
  width: true,
  height: true,
  sha256: true,
  isHandedIn: true,
  createdAt: true,
  readyAt: true,
} as const

export type VersionRow = Omit<FileVersion, 'manifest'>

export type NewFileVersion = Pick<
  FileVersionRecord,
  'assetId' | 'number' | 'filename' | 'contentType' | 'sizeBytes' | 'uploadExpiresAt'
>

/** Names one attempt; an UPDATE that does not match it changes nothing. */
export interface AttemptReference {
  readonly versionId: string
  readonly attempt: number
}

/** What a ready version has. */
export interface PublishedFiles {
  readonly publishedPrefix: string
  readonly contentType?: string
  readonly manifest?: LadderManifest
  readonly durationSeconds?: number
  readonly width?: number | null
  readonly height?: number | null
  readonly sha256?: string
}

/** When and as what an attempt begins again. */
export interface Restart {
  readonly countAs: 'failed' | 'lost' | 'requested'
  readonly now: Date
  readonly dueAt: Date
}

export type FileVersionRepository = ReturnType<typeof createFileVersionRepository>

/** Versions; every change of state is one guarded UPDATE, and null or false means that somebody else was first. */
export function createFileVersionRepository(client: Pick<PrismaClient, 'fileVersion'>) {
  const inFlight = ({ versionId, attempt }: AttemptReference): Prisma.FileVersionWhereInput => ({
    id: versionId,
    attempt,
    state: { in: ['QUEUED', 'PROCESSING'] },
  })

  async function change(
    where: Prisma.FileVersionWhereInput,
    data: Prisma.FileVersionUpdateManyMutationInput,
  ): Promise<FileVersionRecord | null> {
    const [row] = await client.fileVersion.updateManyAndReturn({ where, data, select: versionColumns })
    return row === undefined ? null : toFileVersion(row)
  }

  return {
    /** Null when another upload took the number at the same time. */
    async insertVersion(version: NewFileVersion): Promise<FileVersionRecord | null> {
      try {
        return toFileVersion(await client.fileVersion.create({ data: version, select: versionColumns }))
      } catch (error) {
        if (isUniqueViolation(error)) return null
        throw error
      }
    },

    async setUpload(id: string, uploadId: string): Promise<void> {
      await client.fileVersion.updateMany({ where: { id }, data: { uploadId } })
    },

    async findVersion(id: string): Promise<FileVersionRecord | null> {
      const row = await client.fileVersion.findUnique({ where: { id }, select: versionColumns })
      return row === null ? null : toFileVersion(row)
    },

    /** What a ready version plays: its manifest, as it was stored. */
    async findManifest(id: string): Promise<unknown> {
      const row = await client.fileVersion.findUnique({ where: { id }, select: { manifest: true } })
      return row?.manifest ?? null
    },

    /** In the order of their ids, after one of them. */
    async listVersionsIn(
      states: readonly FileVersionRecord['state'][],
      { afterId, limit }: { readonly afterId: string | null; readonly limit: number },
    ): Promise<FileVersionRecord[]> {
      const rows = await client.fileVersion.findMany({
        where: { state: { in: [...states] }, ...(afterId !== null && { id: { gt: afterId } }) },
        select: versionColumns,
        orderBy: { id: 'asc' },
        take: limit,
      })
      return rows.map(toFileVersion)
    },

    /** From UPLOADING to the first attempt. */
    queueVersion: (id: string, now: Date) =>
      change(
        { id, state: 'UPLOADING' },
        { state: 'QUEUED', attempt: { increment: 1 }, queuedAt: now, dueAt: now },
      ),

    /** The heartbeat of an attempt. Percentages only grow. */
    async recordProgress(reference: AttemptReference, percent: number, now: Date): Promise<boolean> {
      const where = inFlight(reference)
      const data = { state: 'PROCESSING', heartbeatAt: now } as const
      const grown = await client.fileVersion.updateMany({
        where: { ...where, percent: { lte: percent } },
        data: { ...data, percent },
      })
      if (grown.count > 0) return true
      return (await client.fileVersion.updateMany({ where, data })).count > 0
    },

    /** The one switch that makes an attempt's files visible. */
    publishLadder: (reference: AttemptReference, files: PublishedFiles, now: Date) =>
      change(inFlight(reference), toPublished(files, now)),

    /** From UPLOADING to READY, for what needs no transcoding. */
    publishFile: (id: string, files: PublishedFiles, now: Date) =>
      change({ id, state: 'UPLOADING' }, toPublished(files, now)),

    failAttempt: (reference: AttemptReference, failure: MediaFailureRecord) =>
      change(inFlight(reference), { ...toFailed(failure), failedAttempts: { increment: 1 } }),

    failUpload: (id: string, failure: MediaFailureRecord) =>
      change({ id, state: 'UPLOADING' }, toFailed(failure)),

    /** The next attempt of a version whose present one is over. */
    restartAttempt: (reference: AttemptReference, { countAs, now, dueAt }: Restart) =>
      change(inFlight(reference), {
        ...toQueued(now, dueAt),
        ...(countAs === 'failed' && { failedAttempts: { increment: 1 } }),
        ...(countAs === 'lost' && { lostAttempts: { increment: 1 } }),
      }),

    /** From FAILED to the next attempt, all counts at zero. */
    retryVersion: (id: string, now: Date) =>
      change(
        { id, state: 'FAILED' },
        {
          ...toQueued(now, now),
          failedAttempts: 0,
          lostAttempts: 0,
          failureReason: null,
          failureMessage: null,
        },
      ),

    /** Its bytes stay from now on. */
    async markHandedIn(id: string): Promise<void> {
      await client.fileVersion.updateMany({ where: { id }, data: { isHandedIn: true } })
    },

    /** Removes a version whose bytes never came or were refused. */
    async deleteUnfinishedVersion(id: string): Promise<boolean> {
      return (await client.fileVersion.deleteMany({ where: { id, state: 'UPLOADING' } })).count > 0
    },
  }
}

function toQueued(now: Date, dueAt: Date) {
  return {
    state: 'QUEUED',
    attempt: { increment: 1 },
    percent: 0,
    queuedAt: now,
    dueAt,
    heartbeatAt: null,
  } as const
}

function toPublished(
  { manifest, ...files }: PublishedFiles,
  now: Date,
): Prisma.FileVersionUpdateManyMutationInput {
  return { ...files, ...(manifest && { manifest }), state: 'READY', percent: 100, readyAt: now }
}

function toFailed({ reason, message }: MediaFailureRecord) {
  return { state: 'FAILED', failureReason: reason, failureMessage: message } as const
}

/** A row as the domain reads it. */
export function toFileVersion({ failureReason, failureMessage, ...row }: VersionRow): FileVersionRecord {
  const failure =
    failureReason === null || failureMessage === null
      ? null
      : { reason: failureReason, message: failureMessage }
  return { ...row, failure }
}
