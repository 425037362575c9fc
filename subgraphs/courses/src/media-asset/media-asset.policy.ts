import { isAdministrator } from '@lyceum/kit'
import type { SignedInViewer } from '@lyceum/kit'

import type { ImageRecord } from './image.repository.ts'

/** Who uploaded a picture shows it, and administrators. */
export function canShowImage(viewer: SignedInViewer, { ownerId }: ImageRecord): boolean {
  return viewer.id === ownerId || isAdministrator(viewer)
}
