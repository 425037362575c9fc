import { BasicUserError, UserError, UserErrorCode } from '@lyceum/kit'
import { Field, ObjectType, registerEnumType } from 'type-graphql'

import type { ModuleRecord } from '../module/module.ts'
import { Module } from '../module/module.type.ts'

/** What a course needs before it can be published. */
export const CoursePublishRequirement = {
  DESCRIPTION: 'DESCRIPTION',
  MODULE: 'MODULE',
  LECTURE_IN_EVERY_MODULE: 'LECTURE_IN_EVERY_MODULE',
} as const
export type CoursePublishRequirement = keyof typeof CoursePublishRequirement

registerEnumType(CoursePublishRequirement, {
  name: 'CoursePublishRequirement',
  description: 'What a course needs before it can be published.',
  valuesConfig: {
    DESCRIPTION: { description: 'It says what it is about.' },
    MODULE: { description: 'It has a module.' },
    LECTURE_IN_EVERY_MODULE: { description: 'Every module has a lecture.' },
  },
})

@ObjectType('CourseNotPublishableError', {
  implements: UserError,
  description: 'The course lacks something that a published course has.',
})
export class CourseNotPublishableError extends UserError {
  @Field(() => [CoursePublishRequirement], { description: 'All that it lacks.' })
  readonly missing: CoursePublishRequirement[]

  @Field(() => [Module], { description: 'The modules that have no lecture.' })
  readonly modulesWithoutLectures: ModuleRecord[]

  constructor(missing: readonly CoursePublishRequirement[], modules: readonly ModuleRecord[] = []) {
    super(UserErrorCode.COURSE_NOT_PUBLISHABLE, `The course lacks: ${missing.map(describe).join(', ')}`, [
      'input',
      'courseId',
    ])
    this.missing = [...missing]
    this.modulesWithoutLectures = [...modules]
  }
}

function describe(requirement: CoursePublishRequirement): string {
  return requirement.toLowerCase().replaceAll('_', ' ')
}

export function slugTaken(path: readonly string[]): UserError {
  return new BasicUserError(UserErrorCode.SLUG_TAKEN, 'This slug is taken', path)
}
