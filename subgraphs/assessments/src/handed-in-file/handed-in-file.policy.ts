import type { Viewer } from '@lyceum/kit'

import type { HandedInFileRecord } from './handed-in-file.ts'

/** Whoever did the work, and whoever grades it. */
export function canOpenHandedIn(
  viewer: Viewer,
  { userId }: Pick<HandedInFileRecord, 'userId'>,
  { isStaff }: { readonly isStaff: boolean },
): boolean {
  return viewer !== null && (viewer.id === userId || isStaff)
}
