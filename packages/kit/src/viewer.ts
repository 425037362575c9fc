import { ForbiddenError, UnauthenticatedError } from './errors.ts'

/** What a person may be on the platform; a person can be several. */
export enum Role {
  STUDENT = 'STUDENT',
  INSTRUCTOR = 'INSTRUCTOR',
  ADMINISTRATOR = 'ADMINISTRATOR',
}

/** A person who proved who they are with an access token. */
export interface SignedInViewer {
  readonly id: string
  readonly roles: readonly Role[]
  /** The session the token was issued to. */
  readonly sessionId: string
  /** When the token stops being valid. */
  readonly expiresAt: Date
}

/** Who asks: a signed-in person, or `null` for anybody. */
export type Viewer = SignedInViewer | null

/** True when the viewer has the role. Administrators have no role they were not given. */
export function hasRole(viewer: Viewer, role: Role): boolean {
  return viewer?.roles.includes(role) ?? false
}

/** True for administrators, the only role that is looked for in every context. */
export function isAdministrator(viewer: Viewer): boolean {
  return hasRole(viewer, Role.ADMINISTRATOR)
}

/** The signed-in viewer. @throws {UnauthenticatedError} for anybody else. */
export function requireSignedIn(viewer: Viewer): SignedInViewer {
  if (viewer === null) throw new UnauthenticatedError()
  return viewer
}

/**
 * The signed-in viewer when a policy allows them.
 * @throws {UnauthenticatedError} for anybody who is not signed in
 * @throws {ForbiddenError} when `isAllowed` says no
 */
export function requirePermission(
  viewer: Viewer,
  isAllowed: (viewer: SignedInViewer) => boolean,
): SignedInViewer {
  const signedIn = requireSignedIn(viewer)
  if (!isAllowed(signedIn)) throw new ForbiddenError()
  return signedIn
}
