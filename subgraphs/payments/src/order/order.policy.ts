import { isAdministrator } from '@lyceum/kit'
import type { SignedInViewer, Viewer } from '@lyceum/kit'

import type { OrderRecord } from './order.ts'

/** What somebody bought is for them and for administrators. */
export function canSeeOrdersOf(viewer: Viewer, userId: string): boolean {
  return viewer?.id === userId || isAdministrator(viewer)
}

/** The buyer and administrators end a checkout. */
export function canCancelOrder(viewer: SignedInViewer, order: OrderRecord): boolean {
  return canSeeOrdersOf(viewer, order.userId)
}
