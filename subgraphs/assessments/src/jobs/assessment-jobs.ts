import { createSchedule } from '@lyceum/events'
import type { Logger } from 'pino'

import { finishAttempt } from '../attempt/finish-attempt.ts'
import { assessmentDueSoon } from '../assessment/assessment.events.ts'
import { releaseAttempt } from '../grading/release-attempt.ts'
import type { AssessmentsServices, AssessmentsTransaction } from '../services.ts'
import { releaseSubmission } from '../submission/release-submission.ts'

const pageSize = 100
const dueSoonSeconds = 86_400

/** How often what comes round again comes round. */
export interface AssessmentsTiming {
  /** @default 1_000 */
  readonly sweepMilliseconds?: number
  /** @default 60_000 */
  readonly dueSoonMilliseconds?: number
}

/** What assessments do without being asked. */
export interface AssessmentJobs {
  start(): void
  stop(): Promise<void>
}

/** The sweepers. Their work is found in rows, so whatever fell due while nothing ran is done at the next start. */
export function createAssessmentJobs(
  services: AssessmentsServices,
  logger: Logger,
  timing: AssessmentsTiming = {},
): AssessmentJobs {
  const { sweepMilliseconds = 1_000, dueSoonMilliseconds = 60_000 } = timing
  const schedules = [
    createSchedule(() => sweepAttempts(services, logger), { everyMilliseconds: sweepMilliseconds, logger }),
    createSchedule(() => releaseDueResults(services), { everyMilliseconds: dueSoonMilliseconds, logger }),
    createSchedule(() => announceDueSoon(services), { everyMilliseconds: dueSoonMilliseconds, logger }),
  ]
  return {
    start() {
      for (const schedule of schedules) schedule.start()
    },
    async stop() {
      await Promise.all(schedules.map((schedule) => schedule.stop()))
    },
  }
}

/** Ends every attempt whose end and grace are over, with the answers that were acknowledged last. */
export async function sweepAttempts(services: AssessmentsServices, logger: Logger): Promise<void> {
  for (;;) {
    const overdue = await services.attempts.listOverdue(pageSize)
    let endedCount = 0
    for (const id of overdue) {
      try {
        await services.inTransaction({ requestId: `sweep-${id}` }, (transaction) =>
          finishAttempt(transaction, id, { onlyIfOverdue: true }),
        )
        endedCount += 1
      } catch (error) {
        // One that fails must not keep the others waiting; it is tried again in the next round.
        logger.error({ err: error, attemptId: id }, 'an overdue attempt could not be ended')
      }
    }
    if (overdue.length < pageSize || endedCount === 0) return
  }
}

/** Lets learners have the results that waited for the due time. */
export async function releaseDueResults(services: AssessmentsServices): Promise<void> {
  await releaseAll(services, services.attempts, releaseAttempt)
  await releaseAll(services, services.submissions, releaseSubmission)
}

async function releaseAll(
  services: AssessmentsServices,
  work: { listReleasable(limit: number): Promise<string[]> },
  release: (transaction: AssessmentsTransaction, id: string) => Promise<unknown>,
): Promise<void> {
  for (;;) {
    const due = await work.listReleasable(pageSize)
    for (const id of due) {
      await services.inTransaction({ requestId: `release-${id}` }, (transaction) => release(transaction, id))
    }
    if (due.length < pageSize) return
  }
}

/** Says which published assessments are due within a day, once for each due time. */
export async function announceDueSoon(services: AssessmentsServices): Promise<void> {
  await services.inTransaction({ requestId: 'due-soon' }, async ({ assessments, say }) => {
    for (const assessment of await assessments.takeDueSoon(dueSoonSeconds)) {
      if (assessment.dueAt !== null) await say(assessmentDueSoon(assessment, assessment.dueAt))
    }
  })
}
