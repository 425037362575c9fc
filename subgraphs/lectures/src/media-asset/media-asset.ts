import type { CourseAccess } from '../course/course.ts'
import type { MediaKind, MediaLink } from '../lecture/lecture.ts'

/** What this subgraph keeps of an asset that is ready. */
export interface MediaAssetRecord {
  readonly id: string
  readonly ownerId: string
  readonly kind: MediaKind
}

/** A lecture that uses a ready asset, and what decides whether somebody may play it there. */
export interface MediaUse extends MediaLink {
  readonly ownerId: string
  readonly isPreview: boolean
  readonly course: CourseAccess
}

/** A signed statement that the viewer may play the asset. */
export interface AccessGrant {
  readonly assetId: string
  readonly token: string
}
