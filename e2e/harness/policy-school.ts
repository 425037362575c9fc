import { CreateMediaLecture, CreateUpload, present, succeeded } from '@lyceum/client'
import type { Client } from '@lyceum/client'

import {
  AddAttachment,
  AddCourseInstructor,
  CreateAnnotation,
  CreateExternalVideoLecture,
  CreateProgram,
} from '../operations.ts'
import type { Owner, Role } from '../policy-table.ts'
import { createDraft, createPublishedCourse, createTextLecture, enroll } from './courses.ts'
import type { Course } from './courses.ts'
import type { Person, Registry } from './people.ts'
import { openPolicyAssessments } from './policy-assessments.ts'
import { earnCertificate } from './policy-certificates.ts'
import { openPolicyReportCards } from './policy-report-cards.ts'
import { openPolicyShop } from './policy-shop.ts'

/** What the fields of the policy table are called on. Whatever a call could use up is made anew for each. */
export type PolicySchool = Awaited<ReturnType<typeof openPolicySchool>>

export async function openPolicySchool(registry: Registry & { readonly url: string }) {
  const { anonymous, administrator, instructor, otherInstructor, student } = await registry.people()
  const [learner, bystander, assistant] = await Promise.all([
    registry.student('Lea Learner'),
    registry.student('Bea Bystander'),
    registry.instructor('Asa Assistant'),
  ])
  const published = await createPublishedCourse(instructor, { title: 'Published', modules: 2 })
  const draft = await createDraft(instructor, { title: 'Draft' })
  const enrollmentId = await enroll(learner, published)
  const [moduleId = '', otherModuleId = ''] = published.moduleIds
  const [lectureId = ''] = published.lectureIds

  async function createUpload(owner: Client): Promise<string> {
    const input = { filename: 'clip.mp4', contentType: 'video/mp4', sizeBytes: 1_000, kind: 'VIDEO' } as const
    const payload = await owner.execute(CreateUpload, { input })
    return present(succeeded(payload.createUpload).asset, 'asset').id
  }

  async function createVideoLecture(): Promise<string> {
    const mediaAssetId = await createUpload(instructor)
    const input = { moduleId, title: 'Video', kind: 'VIDEO', mediaAssetId } as const
    const payload = await instructor.execute(CreateMediaLecture, { input })
    return present(succeeded(payload.createMediaLecture).lecture, 'lecture').id
  }

  async function createExternalVideoLecture(): Promise<string> {
    const input = { moduleId, title: 'External', video: 'https://www.youtube.com/watch?v=dQw4w9WgXcQ' }
    const payload = await instructor.execute(CreateExternalVideoLecture, { input })
    return present(succeeded(payload.createExternalVideoLecture).lecture, 'lecture').id
  }

  async function createProgram(title: string): Promise<{ id: string; slug: string }> {
    const payload = await administrator.execute(CreateProgram, { input: { title, description: title } })
    return present(succeeded(payload.createProgram).program, 'program')
  }

  const shared = {
    assetId: await createUpload(instructor),
    videoLectureId: await createVideoLecture(),
    externalLectureId: await createExternalVideoLecture(),
    program: await createProgram('A program'),
    reportCards: await openPolicyReportCards({ courseId: published.courseId, enrollmentId, instructor }),
    assessments: await openPolicyAssessments({ courseId: published.courseId, instructor, learner }),
    shop: await openPolicyShop({ instructor, learner, administrator }),
    certificate: await earnCertificate(instructor, learner),
    certificateToRevoke: await earnCertificate(instructor, learner),
  }
  const callers = { anonymous, student, 'other instructor': otherInstructor, administrator }
  const owners = { instructor, learner }

  return {
    ...shared,
    createProgram,
    url: registry.url,
    published,
    draft,
    enrollmentId,
    moduleId,
    otherModuleId,
    lectureId,
    people: { instructor, learner, bystander, assistant, administrator },
    caller: (role: Role, owner: Owner): Client => (role === 'owner' ? owners[owner] : callers[role]),
    /** Who a field that is about the caller is called for; anybody when nobody is signed in. */
    personOf: (role: Role, owner: Owner): Person =>
      role === 'owner' ? owners[owner] : role === 'anonymous' ? student : callers[role],
    /** A file of the caller where they may upload, otherwise the instructor's. */
    uploadOf: (role: Role): Promise<string> =>
      createUpload(role === 'administrator' ? administrator : instructor),
    freshDraft: (): Promise<Course> => createDraft(instructor, { title: 'Fresh draft' }),
    freshCourse: (): Promise<Course> => createPublishedCourse(instructor, { title: 'Fresh course' }),
    freshLecture: (): Promise<string> => createTextLecture(instructor, { moduleId, title: 'Fresh lecture' }),
    async freshAttachment(): Promise<string> {
      const input = { lectureId: await createTextLecture(instructor, { moduleId, title: 'With a file' }) }
      const mediaAssetId = await createUpload(instructor)
      const payload = await instructor.execute(AddAttachment, {
        input: { ...input, mediaAssetId, title: 'A file' },
      })
      return present(succeeded(payload.addAttachment).attachment, 'attachment').id
    },
    async freshAnnotation(): Promise<string> {
      const input = { lectureId, atSeconds: 0, body: 'Remember this.' }
      const payload = await learner.execute(CreateAnnotation, { input })
      return present(succeeded(payload.createAnnotation).annotation, 'annotation').id
    },
    async freshEnrollment(): Promise<string> {
      const course = await createPublishedCourse(instructor, { title: 'To be left' })
      return enroll(learner, course)
    },
    async addAssistant(): Promise<void> {
      const input = { courseId: published.courseId, userId: assistant.id }
      await instructor.execute(AddCourseInstructor, { input })
    },
  }
}
