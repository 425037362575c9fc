import { eventually } from '@lyceum/testkit'
import { expect, it } from 'vitest'

import { createAssessmentsSubgraph } from '../src/subgraph.ts'
import { createSchool } from './school.ts'

it('ends an attempt once when several sweepers come up after its deadline has passed, with the last acknowledged answer', async () => {
  await using school = await createSchool()
  const course = await school.givenCourse()
  const { assessmentId } = await school.givenQuiz(course, { settings: { timeLimitSeconds: 60 } })
  const attempt = await school.start(course.learner, assessmentId)
  const answer = { optionIds: ['true'] }
  await school.save(course.learner, {
    attemptId: attempt.id,
    questionId: attempt.questions[0].id,
    clientSequence: 1,
    answer,
  })
  // Nothing swept until now: as if the service had been down at the deadline and came back half a minute later.
  await school.freeze(new Date(Date.parse(attempt.endsAt) + 45_000))
  const timing = { sweepMilliseconds: 5, dueSoonMilliseconds: 1_000_000 }
  const sweepers = [1, 2, 3].map(() => createAssessmentsSubgraph({ ...school.world.dependencies, timing }))
  await Promise.all(sweepers.map((sweeper) => sweeper.start()))
  try {
    await eventually(async () => {
      expect(await school.see(course.learner, attempt.id)).toMatchObject({
        status: 'GRADED',
        isTimedOut: true,
        submittedAt: attempt.endsAt,
        score: '1',
      })
    })
  } finally {
    await Promise.all(sweepers.map((sweeper) => sweeper.stop()))
  }
  expect(await school.world.said('attempt.submitted')).toHaveLength(1)
  expect(await school.world.said('attempt.graded')).toHaveLength(1)
})
