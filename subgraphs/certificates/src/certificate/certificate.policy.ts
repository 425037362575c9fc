import { isAdministrator } from '@lyceum/kit'
import type { SignedInViewer, Viewer } from '@lyceum/kit'

import type { CourseRecord } from '../projection/course.repository.ts'
import type { CertificateRecord } from './certificate.ts'

/** What somebody earned is for them and for administrators; who has a code may verify it all the same. */
export function canSeeCertificatesOfUser(viewer: Viewer, userId: string): boolean {
  return viewer?.id === userId || isAdministrator(viewer)
}

/** Instructors see who earned a certificate of their course. */
export function canSeeCertificate(
  viewer: Viewer,
  certificate: CertificateRecord,
  course: CourseRecord | null,
): boolean {
  return canSeeCertificatesOfUser(viewer, certificate.userId) || canEditTemplate(viewer, course)
}

/** The holder, whose name changed, and administrators. */
export function canReissue(viewer: SignedInViewer, certificate: CertificateRecord): boolean {
  return canSeeCertificatesOfUser(viewer, certificate.userId)
}

/** Instructors of the course and administrators. */
export function canEditTemplate(viewer: Viewer, course: CourseRecord | null): boolean {
  if (viewer === null || course === null) return false
  return isAdministrator(viewer) || course.instructorIds.includes(viewer.id)
}
