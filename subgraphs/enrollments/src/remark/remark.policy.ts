import { isAdministrator } from '@lyceum/kit'
import type { SignedInViewer } from '@lyceum/kit'

import type { RemarkRecord } from './remark.ts'

/** Nobody puts words into another's mouth: only the author changes a remark. */
export function canEditRemark(viewer: SignedInViewer, { authorId }: Pick<RemarkRecord, 'authorId'>): boolean {
  return viewer.id === authorId
}

/** The author takes a remark back, and so may an administrator. */
export function canWithdrawRemark(
  viewer: SignedInViewer,
  { authorId }: Pick<RemarkRecord, 'authorId'>,
): boolean {
  return viewer.id === authorId || isAdministrator(viewer)
}
