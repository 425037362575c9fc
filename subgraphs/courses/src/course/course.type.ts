import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql'

import { MoneyType } from '../money/money.type.ts'
import { CourseLevel, CourseOrder, CourseStatus } from './course.ts'

registerEnumType(CourseLevel, {
  name: 'CourseLevel',
  description: 'What a learner should bring along.',
  valuesConfig: {
    BEGINNER: { description: 'Nothing but curiosity.' },
    INTERMEDIATE: { description: 'The basics of the subject.' },
    ADVANCED: { description: 'Practice in the subject.' },
  },
})

registerEnumType(CourseStatus, {
  name: 'CourseStatus',
  description: 'Who can find a course.',
  valuesConfig: {
    DRAFT: { description: 'Never published: its instructors and administrators only.' },
    PUBLISHED: { description: 'Everybody; it is in the catalogue.' },
    UNPUBLISHED: { description: 'Taken out of the catalogue; who enrolled keeps it.' },
  },
})

registerEnumType(CourseOrder, {
  name: 'CourseOrder',
  description: 'The orders of the catalogue.',
  valuesConfig: {
    RELEVANCE: { description: 'What fits the search best first; without a search the same as NEWEST.' },
    NEWEST: { description: 'Last published first.' },
    TITLE: { description: 'By title, A to Z, without regard to case and accents.' },
    POPULARITY: { description: 'Most learners first.' },
  },
})

@Directive('@key(fields: "id")')
@ObjectType('Course', { description: 'Something to learn, made of modules.', simpleResolvers: true })
export class Course {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string

  @Field(() => String, { description: 'Unique; for addresses that people read. It can change.' })
  slug!: string

  @Field(() => String, { description: 'Its name.' })
  title!: string

  @Field(() => String, { nullable: true, description: 'What it is about, in a sentence or two.' })
  summary!: string | null

  @Field(() => String, { description: 'What it is about, as Markdown. Empty only in a draft.' })
  description!: string

  @Field(() => CourseLevel, { description: 'What a learner should bring along.' })
  level!: CourseLevel

  @Field(() => String, { description: 'The language it is taught in, a BCP 47 tag such as "pt-BR".' })
  language!: string

  @Field(() => MoneyType, { nullable: true, description: 'What it costs; null when it is free.' })
  price!: MoneyType | null

  @Field(() => Int, { nullable: true, description: 'How many can be enrolled at once; null when unlimited.' })
  capacity!: number | null

  @Field(() => CourseStatus, { description: 'Who can find it.' })
  status!: CourseStatus

  @Field(() => Date, { nullable: true, description: 'When it was first published; null when it never was.' })
  publishedAt!: Date | null

  @Field(() => Date, { description: 'When it was made.' })
  createdAt!: Date

  @Field(() => Date, { description: 'When it last changed.' })
  updatedAt!: Date

  @Field(() => Int, {
    description: 'How many people are enrolled or have completed it. Some milliseconds behind.',
  })
  enrollmentCount!: number
}
