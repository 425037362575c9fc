/** What an asset is for. */
export const MediaKind = { VIDEO: 'VIDEO', AUDIO: 'AUDIO', IMAGE: 'IMAGE', DOCUMENT: 'DOCUMENT' } as const
export type MediaKind = keyof typeof MediaKind

/** How far a version is. */
export const MediaState = {
  UPLOADING: 'UPLOADING',
  QUEUED: 'QUEUED',
  PROCESSING: 'PROCESSING',
  READY: 'READY',
  FAILED: 'FAILED',
} as const
export type MediaState = keyof typeof MediaState

/** Why a version failed. */
export interface MediaFailureRecord {
  readonly reason: string
  readonly message: string
}

/** One upload of an asset. */
export interface FileVersionRecord {
  readonly id: string
  readonly assetId: string
  /** 1 for the first upload. */
  readonly number: number
  readonly state: MediaState
  readonly filename: string
  readonly contentType: string
  readonly sizeBytes: bigint
  readonly uploadId: string | null
  readonly uploadExpiresAt: Date
  /** The fencing token of its transcoding; 0 before the first attempt. */
  readonly attempt: number
  readonly failedAttempts: number
  readonly lostAttempts: number
  readonly percent: number
  readonly queuedAt: Date | null
  readonly dueAt: Date | null
  readonly heartbeatAt: Date | null
  readonly failure: MediaFailureRecord | null
  readonly publishedPrefix: string | null
  readonly durationSeconds: number | null
  readonly width: number | null
  readonly height: number | null
  /** Of the bytes, in hexadecimal; null for what is transcoded, and until it is ready. */
  readonly sha256: string | null
  /** Somebody's submitted work: it stays as long as the asset. */
  readonly isHandedIn: boolean
  readonly createdAt: Date
  readonly readyAt: Date | null
}

/** A file that somebody uploaded, in all its versions. */
export interface MediaAssetRecord {
  readonly id: string
  readonly ownerId: string
  readonly kind: MediaKind
  readonly isPublic: boolean
  /** Increases with every change; the version of the asset's events. */
  readonly version: bigint
  readonly createdAt: Date
  /** Newest first; at least one. */
  readonly versions: readonly FileVersionRecord[]
  /** What lectures signed for this viewer, when the gateway brought it. */
  readonly accessGrant?: string | null
}

/** The newest version: its state is the asset's. */
export function currentVersionOf({ id, versions }: MediaAssetRecord): FileVersionRecord {
  const [current] = versions
  if (current === undefined) throw new Error(`Asset ${id} has no version`)
  return current
}

/** The version that is played or downloaded: the newest that is ready; null until one was. */
export function servedVersionOf({ versions }: Pick<MediaAssetRecord, 'versions'>): FileVersionRecord | null {
  return versions.find(({ state }) => state === MediaState.READY) ?? null
}

/** Where everything of a version is, in either bucket. Ends with a slash. */
export function versionPrefix({ assetId, id }: Pick<FileVersionRecord, 'assetId' | 'id'>): string {
  return `${assetId}/${id}/`
}

/** Where the bytes that arrived are kept. */
export function sourceKey(version: Pick<FileVersionRecord, 'assetId' | 'id'>): string {
  return `${versionPrefix(version)}source`
}

/** Where one attempt puts what it makes; no other attempt ever writes there. Ends with a slash. */
export function attemptPrefix(version: Pick<FileVersionRecord, 'assetId' | 'id' | 'attempt'>): string {
  return `${versionPrefix(version)}${version.attempt}/`
}
