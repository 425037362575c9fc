import { randomUUID } from 'node:crypto'

import { NotificationCursor, SignIn, present } from '@lyceum/client'

import { enroll } from './harness/courses.ts'
import { input, none, unique } from './harness/policy-call.ts'
import type { Arguments, Variables } from './harness/policy-call.ts'
import { assessmentArguments } from './policy-arguments-assessments.ts'
import { certificateArguments } from './policy-arguments-certificates.ts'
import { paymentArguments } from './policy-arguments-payments.ts'
import { reportCardArguments } from './policy-arguments-report-cards.ts'
import type { policyTable } from './policy-table.ts'

/** Valid arguments for every field of the policy table. */
type PolicyArguments = {
  readonly [Type in keyof typeof policyTable]: {
    readonly [Field in keyof (typeof policyTable)[Type]]: Arguments
  }
}

const course = (more: Variables = {}): Arguments =>
  input(({ school }) => ({ courseId: school.published.courseId, ...more }))
const lecture = (more: Variables = {}): Arguments =>
  input(({ school }) => ({ lectureId: school.lectureId, ...more }))
const asset = (more: Variables = {}): Arguments =>
  input(({ school }) => ({ assetId: school.assetId, ...more }))

export const policyArguments: PolicyArguments = {
  Query: {
    whoami: none,
    user: ({ school }) => ({ id: school.people.learner.id }),
    users: none,
    allCourses: none,
    categories: none,
    course: ({ school }) => ({ id: school.draft.courseId }),
    courseBySlug: ({ school }) => ({ slug: school.draft.slug }),
    program: ({ school }) => ({ slug: school.program.slug }),
    programs: none,
    lecture: ({ school }) => ({ id: school.draft.lectureIds[0] }),
    enrollment: ({ school }) => ({ id: school.enrollmentId }),
    enrollments: none,
    myEnrollments: none,
    ...reportCardArguments.Query,
    ...assessmentArguments.Query,
    ...paymentArguments.Query,
    ...certificateArguments.Query,
    mediaAsset: ({ school }) => ({ id: school.assetId }),
    myMedia: none,
    notifications: none,
    notificationCursor: none,
    unreadNotificationCount: none,
  },

  Mutation: {
    createUser: () => ({ email: `${randomUUID()}@example.org`, password: 'a long enough password' }),
    tokenAuth: ({ person: { username, password } }) => ({ username, password }),
    async refreshToken({ person: { username, password, at }, school }) {
      const { tokenAuth } = await at(school.url).execute(SignIn, { username, password })
      return { refreshToken: present(tokenAuth.refreshToken, 'refresh token') }
    },
    updateProfile: input(() => ({ bio: 'I learn.' })),
    grantRole: input(({ school }) => ({ userId: school.people.bystander.id, role: 'INSTRUCTOR' })),
    revokeRole: input(({ school }) => ({ userId: school.people.bystander.id, role: 'INSTRUCTOR' })),

    createCourse: () => ({ title: unique('A course'), description: '' }),
    updateCourseDetails: course({ summary: 'Better than before.' }),
    setCourseCapacity: course({ capacity: 100 }),
    setCourseCategories: course({ categoryIds: [] }),
    setCoursePrerequisites: course({ prerequisiteIds: [] }),
    setCoursePrice: course({ price: null }),
    setCourseThumbnail: course({ mediaAssetId: null }),
    addCourseInstructor: input(({ school: { published, people } }) => ({
      courseId: published.courseId,
      userId: people.assistant.id,
    })),
    removeCourseInstructor: input(async ({ school: { addAssistant, published, people } }) => {
      await addAssistant()
      return { courseId: published.courseId, userId: people.assistant.id }
    }),
    publishCourse: input(async ({ school }) => ({ courseId: (await school.freshDraft()).courseId })),
    unpublishCourse: input(async ({ school }) => ({ courseId: (await school.freshCourse()).courseId })),
    deleteCourse: input(async ({ school }) => ({ courseId: (await school.freshDraft()).courseId })),
    createModule: course({ title: 'One more' }),
    renameModule: input(({ school }) => ({ moduleId: school.moduleId, title: 'A better name' })),
    moveModule: input(({ school }) => ({ moduleId: school.otherModuleId, afterModuleId: null })),
    removeModule: input(async ({ school }) => ({ moduleId: (await school.freshDraft()).moduleIds[0] })),
    createCategory: input(() => ({ name: unique('A category') })),
    createProgram: input(() => ({ title: unique('A program'), description: 'Several courses.' })),
    setProgramCourses: input(({ school: { program, published } }) => ({
      programId: program.id,
      courseIds: [published.courseId],
    })),
    deleteProgram: input(async ({ school }) => ({
      programId: (await school.createProgram(unique('To be deleted'))).id,
    })),
    followCourse: course(),
    unfollowCourse: course(),
    followInstructor: input(({ school }) => ({ userId: school.people.instructor.id })),
    unfollowInstructor: input(({ school }) => ({ userId: school.people.instructor.id })),

    createTextLecture: input(({ school }) => ({
      moduleId: school.moduleId,
      title: 'Read',
      textMarkdown: '# Read',
    })),
    createMediaLecture: input(async ({ school, role }) => ({
      moduleId: school.moduleId,
      title: 'Watch',
      kind: 'VIDEO',
      mediaAssetId: await school.uploadOf(role),
    })),
    createExternalVideoLecture: input(({ school }) => ({
      moduleId: school.moduleId,
      title: 'Watch elsewhere',
      video: 'https://vimeo.com/76979871',
    })),
    renameLecture: lecture({ title: 'A better title' }),
    changeLectureText: lecture({ textMarkdown: '# Better' }),
    replaceLectureMedia: input(async ({ school, role }) => ({
      lectureId: school.videoLectureId,
      mediaAssetId: await school.uploadOf(role),
    })),
    replaceExternalVideo: input(({ school }) => ({
      lectureId: school.externalLectureId,
      video: 'https://vimeo.com/76979871',
    })),
    setLecturePreview: lecture({ isPreview: false }),
    moveLecture: lecture({ afterLectureId: null }),
    removeLecture: input(async ({ school }) => ({ lectureId: await school.freshLecture() })),
    addAttachment: input(async ({ school, role }) => ({
      lectureId: await school.freshLecture(),
      mediaAssetId: await school.uploadOf(role),
      title: 'Slides',
    })),
    removeAttachment: input(async ({ school }) => ({ attachmentId: await school.freshAttachment() })),
    createAnnotation: lecture({ atSeconds: 0, body: 'Remember this.' }),
    updateAnnotation: input(async ({ school }) => ({
      annotationId: await school.freshAnnotation(),
      body: 'Forget this.',
    })),
    deleteAnnotation: input(async ({ school }) => ({ annotationId: await school.freshAnnotation() })),
    recordProgress: input(({ school }) => ({
      lectureId: school.videoLectureId,
      positionSeconds: 1,
      ranges: [{ startSeconds: 0, endSeconds: 1 }],
    })),
    markLectureRead: lecture(),

    createEnrollment: async ({ school }) => ({
      userId: school.people.learner.id,
      courseId: (await school.freshCourse()).courseId,
    }),
    cancelEnrollment: input(async ({ school }) => ({ enrollmentId: await school.freshEnrollment() })),

    ...reportCardArguments.Mutation,
    ...assessmentArguments.Mutation,
    ...paymentArguments.Mutation,
    ...certificateArguments.Mutation,

    createUpload: input(() => ({
      filename: 'clip.mp4',
      contentType: 'video/mp4',
      sizeBytes: 1_000,
      kind: 'VIDEO',
    })),
    completeUpload: asset(),
    retryMedia: asset(),
    deleteMedia: input(async ({ school }) => ({ assetId: await school.uploadOf('owner') })),
    addCaptions: asset({
      language: 'en',
      label: 'English',
      webVtt: 'WEBVTT\n\n00:00.000 --> 00:01.000\nHello\n',
    }),
    removeCaptions: asset({ language: 'en' }),

    markNotificationsRead: input(() => ({ notificationIds: [] })),
  },

  Subscription: {
    async notificationReceived({ school, person }) {
      const { notificationCursor } = await person.execute(NotificationCursor, {})
      await enroll(person, await school.freshCourse())
      return { after: notificationCursor }
    },
    mediaAssetUpdated: ({ school }) => ({ id: school.assetId }),
  },
}
