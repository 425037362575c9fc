import type { EventPayload } from '@lyceum/events'

import type { ExternalVideoRecord } from './external-video.ts'

export enum LectureKind {
  TEXT = 'TEXT',
  VIDEO = 'VIDEO',
  AUDIO = 'AUDIO',
  EXTERNAL_VIDEO = 'EXTERNAL_VIDEO',
}

export type MediaKind = EventPayload<'media.ready'>['kind']

/** An asset put into a lecture, and who did it. */
export interface MediaLink {
  readonly assetId: string
  readonly linkedBy: string
  readonly isLinkedByAdministrator: boolean
}

/** A lecture as it is kept, with the length of its asset once that is known. */
export interface LectureRecord {
  readonly id: string
  readonly courseId: string
  readonly moduleId: string
  readonly kind: LectureKind
  readonly title: string
  readonly isPreview: boolean
  readonly textMarkdown: string | null
  readonly mediaAssetId: string | null
  readonly externalVideo: ExternalVideoRecord | null
  /** Null for text, and until it is known. */
  readonly durationSeconds: number | null
  readonly createdAt: Date
  readonly updatedAt: Date
  /** Increases with every change; the version of the lecture's events. */
  readonly version: bigint
}
