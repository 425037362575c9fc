import { ConnectionArguments, connectionOf } from '@lyceum/kit'
import { ArgsType, Field, ID, InputType, ObjectType } from 'type-graphql'

import { CourseLevel, CourseOrder, CourseStatus } from './course.ts'
import { Course } from './course.type.ts'

@ObjectType('CourseConnection', { description: 'A page of courses.', simpleResolvers: true })
export class CourseConnection extends connectionOf(Course, 'Course') {}

@InputType({ description: 'Only courses that fit all that is given.' })
export class CourseFilter {
  @Field(() => CourseLevel, { nullable: true, description: 'Of this level.' })
  level?: CourseLevel | null

  @Field(() => String, {
    nullable: true,
    description: 'Taught in this language, a BCP 47 tag; "pt" finds "pt-BR" too.',
  })
  language?: string | null

  @Field(() => String, { nullable: true, description: 'In this category or one below it.' })
  categorySlug?: string | null

  @Field(() => Boolean, { nullable: true, description: 'Free ones, or ones that cost something.' })
  isFree?: boolean | null

  @Field(() => ID, { nullable: true, description: 'Taught by this person.' })
  instructorId?: string | null

  @Field(() => String, { nullable: true, description: 'Part of this program.' })
  programSlug?: string | null
}

@ArgsType()
export class AllCoursesArguments extends ConnectionArguments {
  @Field(() => String, {
    nullable: true,
    description:
      'Words to look for in title, summary and description; a mistyped word finds what resembles it. ' +
      'Quotes keep words together, "-" excludes one. At most 200 characters.',
  })
  search?: string | null

  @Field(() => CourseFilter, { nullable: true, description: 'Only courses that fit.' })
  filter?: CourseFilter | null

  @Field(() => CourseOrder, {
    nullable: true,
    description: 'RELEVANCE when there is a search and NEWEST when there is none, unless given.',
  })
  orderBy?: CourseOrder | null
}

@ArgsType()
export class UserCoursesArguments extends ConnectionArguments {
  @Field(() => CourseStatus, { nullable: true, description: 'Only those of this status.' })
  status?: CourseStatus | null
}
