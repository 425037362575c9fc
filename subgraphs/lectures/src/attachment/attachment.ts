import type { MediaLink } from '../lecture/lecture.ts'

/** A file that comes with a lecture. */
export interface AttachmentRecord {
  readonly id: string
  readonly lectureId: string
  readonly mediaAssetId: string
  readonly title: string
}

export interface NewAttachment {
  readonly lectureId: string
  readonly title: string
  readonly link: MediaLink
}
