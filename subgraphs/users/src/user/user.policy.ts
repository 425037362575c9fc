import { isAdministrator } from '@lyceum/kit'
import type { Viewer } from '@lyceum/kit'

/** E-mail address, roles and locale are for the person themselves and for administrators. */
export function canSeePrivateProfile(viewer: Viewer, userId: string): boolean {
  return viewer?.id === userId || isAdministrator(viewer)
}

/** Only administrators list people. */
export function canListUsers(viewer: Viewer): boolean {
  return isAdministrator(viewer)
}

/** Only administrators give and take roles. */
export function canGrantRoles(viewer: Viewer): boolean {
  return isAdministrator(viewer)
}
