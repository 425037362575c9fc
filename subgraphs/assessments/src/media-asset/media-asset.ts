import type { EventPayload } from '@lyceum/events'

type MediaKind = EventPayload<'media.ready'>['kind']

/** A file that is ready, as the media subgraph said it. */
export interface MediaAssetRecord {
  readonly id: string
  readonly ownerId: string
  readonly kind: MediaKind
  /** Of its bytes, in hexadecimal; null for video and audio. */
  readonly sha256: string | null
}

/** A file that was handed in, with the digest that it had then. */
export interface FileRecord {
  readonly mediaAssetId: string
  readonly sha256: string | null
}

/** What can be handed in: what a grader opens as it came. */
export const handInKinds: ReadonlySet<MediaKind> = new Set<MediaKind>(['DOCUMENT', 'IMAGE'])
