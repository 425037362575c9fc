import { isId } from '@lyceum/kit'
import { Prisma } from '@lyceum/prisma/assessments'
import type { Assessment, PrismaClient } from '@lyceum/prisma/assessments'

import { rubricSchema } from '../question/question.ts'
import type { Rubric } from '../question/question.ts'
import { AssessmentKind, AssessmentStatus, Visibility } from './assessment.ts'
import type {
  AccommodationRecord,
  AssessmentItemRecord,
  AssessmentRecord,
  AssessmentSettings,
} from './assessment.ts'

export type AssessmentRepository = ReturnType<typeof createAssessmentRepository>

type Client = Pick<
  PrismaClient,
  'assessment' | 'assessmentItem' | 'accommodation' | '$queryRaw' | '$executeRaw'
>

/** Assessments, what they are made of, and what single learners get beyond the others. */
export function createAssessmentRepository(client: Client) {
  const isThere = { status: { not: AssessmentStatus.REMOVED } }
  return {
    /** Removed ones are left out. */
    async findAssessments(ids: readonly string[]): Promise<AssessmentRecord[]> {
      const rows = await client.assessment.findMany({ where: { id: { in: ids.filter(isId) }, ...isThere } })
      return rows.map(toAssessment)
    },

    async findAssessment(id: string): Promise<AssessmentRecord | null> {
      return (await this.findAssessments([id]))[0] ?? null
    },

    /** Waits for whoever changes the assessment and keeps others from changing it until the transaction ends. */
    async lockAssessment(id: string): Promise<AssessmentRecord | null> {
      if (!isId(id)) return null
      await client.$queryRaw`SELECT id FROM assessments.assessment WHERE id = ${id}::uuid FOR UPDATE`
      return await this.findAssessment(id)
    },

    /** The assessments of courses or of modules, in the order in which they are due. */
    async listAssessmentsOf(
      owner: 'courseId' | 'moduleId',
      ownerIds: readonly string[],
    ): Promise<AssessmentRecord[]> {
      const rows = await client.assessment.findMany({
        where: { [owner]: { in: ownerIds.filter(isId) }, ...isThere },
        orderBy: [{ dueAt: { sort: 'asc', nulls: 'last' } }, { id: 'asc' }],
      })
      return rows.map(toAssessment)
    },

    async insertAssessment(
      assessment: AssessmentSettings & {
        readonly courseId: string
        readonly kind: AssessmentKind
        readonly totalMarks: number
      },
    ): Promise<AssessmentRecord> {
      return toAssessment(await client.assessment.create({ data: assessment }))
    },

    /** Changes what is named, and the version. */
    async updateAssessment(
      id: string,
      change: Partial<AssessmentSettings> & {
        readonly status?: AssessmentStatus
        readonly totalMarks?: number
        readonly rubric?: Rubric
      },
    ): Promise<AssessmentRecord> {
      return toAssessment(
        await client.assessment.update({ where: { id }, data: { ...change, version: { increment: 1 } } }),
      )
    },

    async listItems(assessmentIds: readonly string[]): Promise<AssessmentItemRecord[]> {
      return await client.assessmentItem.findMany({
        where: { assessmentId: { in: assessmentIds.filter(isId) } },
        orderBy: [{ assessmentId: 'asc' }, { position: 'asc' }],
      })
    },

    async replaceItems(assessmentId: string, items: readonly AssessmentItemRecord[]): Promise<void> {
      await client.assessmentItem.deleteMany({ where: { assessmentId } })
      await client.assessmentItem.createMany({ data: [...items] })
    },

    async findAccommodation(assessmentId: string, userId: string): Promise<AccommodationRecord | null> {
      return await client.accommodation.findUnique({
        where: { assessmentId_userId: { assessmentId, userId } },
        select: { extraSeconds: true, dueAt: true },
      })
    },

    async saveAccommodation(
      key: { readonly assessmentId: string; readonly userId: string },
      granted: AccommodationRecord & { readonly reason: string; readonly grantedBy: string },
    ): Promise<void> {
      await client.accommodation.upsert({
        where: { assessmentId_userId: key },
        create: { ...key, ...granted },
        update: granted,
      })
    },

    /** The time by which deadlines are measured. */
    async now(): Promise<Date> {
      const [row] = await client.$queryRaw<[{ now: Date }]>`SELECT assessments.db_now() AS now`
      return row.now
    },

    /** Those that are over for everybody, also for those who have more time. */
    async listDueOver(ids: readonly string[]): Promise<{ readonly id: string }[]> {
      return await client.$queryRaw<{ id: string }[]>`
        SELECT a.id FROM assessments.assessment a
        WHERE a.id = ANY(${ids.filter(isId)}::uuid[]) AND a.due_at < assessments.db_now()
          AND NOT EXISTS (
            SELECT FROM assessments.accommodation extra
            WHERE extra.assessment_id = a.id AND extra.due_at >= assessments.db_now()
          )`
    },

    /** Marks published assessments that are due within some time, each once for each due time, and answers them. */
    async takeDueSoon(withinSeconds: number): Promise<AssessmentRecord[]> {
      const rows = await client.$queryRaw<{ id: string }[]>`
        UPDATE assessments.assessment SET due_soon_said_for = due_at, version = version + 1
        WHERE id IN (
          SELECT id FROM assessments.assessment
          WHERE status = 'PUBLISHED' AND due_at > assessments.db_now()
            AND due_at <= assessments.db_now() + make_interval(secs => ${withinSeconds})
            AND due_soon_said_for IS DISTINCT FROM due_at
          FOR UPDATE SKIP LOCKED LIMIT 100
        )
        RETURNING id`
      return await this.findAssessments(rows.map(({ id }) => id))
    },
  }
}

/** The moment of a learner's end, by SQL: the limit and what was granted, never past the due time. */
export const endsAtSql = Prisma.sql`
  least(
    started.at + make_interval(secs => a.time_limit_seconds + coalesce(extra.extra_seconds, 0)),
    coalesce(extra.due_at, a.due_at)
  )`

function toAssessment(row: Assessment): AssessmentRecord {
  return {
    ...row,
    rubric: rubricSchema.parse(row.rubric),
    kind: AssessmentKind[row.kind as AssessmentKind],
    status: AssessmentStatus[row.status as AssessmentStatus],
    resultsVisibility: Visibility[row.resultsVisibility as Visibility],
    feedbackVisibility: Visibility[row.feedbackVisibility as Visibility],
  }
}
