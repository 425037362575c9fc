import { createListLoader, createLoader, readContext } from '@lyceum/kit'
import type { ContextOptions, Loader, RequestHeaders, SubgraphContext } from '@lyceum/kit'
import { signHandedInGrant } from '@lyceum/ports/handed-in-grant'
import type { GrantOptions } from '@lyceum/ports/handed-in-grant'

import { AssessmentStatus } from './assessment/assessment.ts'
import type { AssessmentItemRecord, AssessmentRecord } from './assessment/assessment.ts'
import type { AttemptQuestionRecord, AttemptRecord } from './attempt/attempt.ts'
import { judgeSight } from './attempt/sight.ts'
import type { Sight } from './attempt/sight.ts'
import { isStaff } from './course/course.policy.ts'
import type { CourseGradeRecord } from './gradebook/gradebook.repository.ts'
import { canOpenHandedIn } from './handed-in-file/handed-in-file.policy.ts'
import type { HandedInFileRecord } from './handed-in-file/handed-in-file.ts'
import type { MediaAssetRecord } from './media-asset/media-asset.ts'
import type { QuestionBankRecord, QuestionVersionRecord } from './question/question.ts'
import type { AssessmentsRepositories } from './services.ts'
import type { SubmissionRecord } from './submission/submission.ts'

type ScoreChange = Awaited<
  ReturnType<AssessmentsRepositories['attemptQuestions']['listScoreChanges']>
>[number]

export interface AssessmentsContext extends SubgraphContext {
  readonly assessments: Loader<string, AssessmentRecord | null>
  readonly items: Loader<string, readonly AssessmentItemRecord[]>
  readonly questions: Loader<string, QuestionVersionRecord | null>
  readonly banks: Loader<string, QuestionBankRecord | null>
  readonly banksOfCourse: Loader<string, readonly QuestionBankRecord[]>
  readonly attemptQuestions: Loader<string, readonly AttemptQuestionRecord[]>
  readonly scoreChanges: Loader<string, readonly ScoreChange[]>
  /** By assessment: the viewer's own. */
  readonly viewerAttempts: Loader<string, readonly AttemptRecord[]>
  readonly viewerSubmissions: Loader<string, readonly SubmissionRecord[]>
  /** By course: the viewer's own. */
  readonly viewerGrades: Loader<string, CourseGradeRecord | null>
  /** Files that are ready, as they are now. */
  readonly mediaAssets: Loader<string, MediaAssetRecord | null>
  isStaffOf(courseId: string): Promise<boolean>
  /** A signed statement that the viewer may open this version; null when they may not. */
  grantHandedIn(file: HandedInFileRecord): Promise<string | null>
  /** Null when it does not exist or the viewer may not see it. */
  visibleAssessment(id: string): Promise<AssessmentRecord | null>
  /** What the viewer may see of a course's or a module's, in the order in which they are due. */
  visibleAssessmentsOf(owner: 'courseId' | 'moduleId', id: string): Promise<readonly AssessmentRecord[]>
  /** What the viewer may see of an attempt that they may see at all. */
  sightOf(attempt: AttemptRecord): Promise<Sight>
}

interface ContextSources {
  readonly services: AssessmentsRepositories
  readonly signing: GrantOptions
}

/** One per request: who asks, and loaders that live as long as the request. */
export async function createAssessmentsContext(
  headers: RequestHeaders,
  options: ContextOptions & ContextSources,
): Promise<AssessmentsContext> {
  const base = await readContext(headers, options)
  const { viewer } = base
  const { services, signing } = options
  const viewerId = viewer?.id ?? null
  const courses = createLoader(
    (ids) => services.courses.findCourses(ids),
    ({ id }) => id,
  )
  const assessments = createLoader(
    (ids) => services.assessments.findAssessments(ids),
    ({ id }) => id,
  )
  const memberships = createLoader(
    async (ids) => (viewerId === null ? [] : await services.courses.listMemberships(viewerId, ids)),
    ({ courseId }) => courseId,
  )
  const dueOver = createLoader(
    (ids) => services.assessments.listDueOver(ids),
    ({ id }) => id,
  )
  const lists = {
    courseId: listLoader('courseId'),
    moduleId: listLoader('moduleId'),
  }

  function listLoader(owner: 'courseId' | 'moduleId') {
    return createListLoader(
      (ids) => services.assessments.listAssessmentsOf(owner, ids),
      (assessment) => assessment[owner] ?? '',
    )
  }

  async function isStaffOf(courseId: string): Promise<boolean> {
    return viewer !== null && isStaff(viewer, await courses.load(courseId))
  }

  async function canSee({ courseId, status }: AssessmentRecord): Promise<boolean> {
    if (viewer === null) return false
    if (await isStaffOf(courseId)) return true
    return status === AssessmentStatus.PUBLISHED && (await memberships.load(courseId)) !== null
  }

  return {
    ...base,
    assessments,
    items: createListLoader(
      (ids) => services.assessments.listItems(ids),
      ({ assessmentId }) => assessmentId,
    ),
    questions: createLoader(
      (ids) => services.questions.findCurrentVersions(ids),
      ({ questionId }) => questionId,
    ),
    banks: createLoader(
      (ids) => services.questions.findBanks(ids),
      ({ id }) => id,
    ),
    banksOfCourse: createListLoader(
      (ids) => services.questions.listBanksOfCourses(ids),
      ({ courseId }) => courseId,
    ),
    attemptQuestions: createListLoader(
      (ids) => services.attemptQuestions.listQuestions(ids),
      ({ attemptId }) => attemptId,
    ),
    scoreChanges: createListLoader(
      (ids) => services.attemptQuestions.listScoreChanges(ids),
      ({ attemptId }) => attemptId,
    ),
    viewerAttempts: createListLoader(
      async (ids) => (viewerId === null ? [] : await services.attempts.listAttemptsOf(viewerId, ids)),
      ({ assessmentId }) => assessmentId,
    ),
    viewerSubmissions: createListLoader(
      async (ids) => (viewerId === null ? [] : await services.submissions.listSubmissionsOf(viewerId, ids)),
      ({ assessmentId }) => assessmentId,
    ),
    viewerGrades: createLoader(
      async (ids) => (viewerId === null ? [] : await services.gradebook.listGradesOf(viewerId, ids)),
      ({ courseId }) => courseId,
    ),
    mediaAssets: createLoader(
      (ids) => services.mediaAssets.findReadyAssets(ids),
      ({ id }) => id,
    ),
    isStaffOf,
    async grantHandedIn(file) {
      const isStaff = await isStaffOf(file.courseId)
      return viewer !== null && canOpenHandedIn(viewer, file, { isStaff })
        ? await signHandedInGrant(file, viewer.id, signing)
        : null
    },
    async visibleAssessment(id) {
      const assessment = await assessments.load(id)
      return assessment !== null && (await canSee(assessment)) ? assessment : null
    },
    async visibleAssessmentsOf(owner, id) {
      const all = await lists[owner].load(id)
      const seen = await Promise.all(all.map(canSee))
      return all.filter((_, index) => seen[index])
    },
    async sightOf(attempt) {
      const assessment = await assessments.load(attempt.assessmentId)
      if (assessment === null) return { results: false, feedback: false }
      const isDueOver = (await dueOver.load(assessment.id)) !== null
      return judgeSight(attempt, assessment, { isStaff: await isStaffOf(attempt.courseId), isDueOver })
    },
  }
}
