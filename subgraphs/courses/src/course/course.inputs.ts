import { ArgsType, Field, ID, InputType, Int } from 'type-graphql'

import { MoneyInput } from '../money/money.type.ts'
import { CourseLevel } from './course.ts'

const languageDescription = 'The language it is taught in, a BCP 47 tag such as "pt-BR".'

@ArgsType()
export class CreateCourseArguments {
  @Field(() => String, { description: 'Its name, up to 200 characters.' })
  title!: string

  @Field(() => String, { description: 'What it is about, as Markdown; may be empty until it is published.' })
  description!: string

  @Field(() => String, { nullable: true, description: 'Unique; made from the title when left out.' })
  slug?: string | null

  @Field(() => String, { nullable: true, description: 'What it is about, in a sentence or two.' })
  summary?: string | null

  @Field(() => CourseLevel, { nullable: true, description: 'BEGINNER when left out.' })
  level?: CourseLevel | null

  @Field(() => String, { nullable: true, description: `${languageDescription} "en" when left out.` })
  language?: string | null
}

/** What every input about one course begins with. */
@InputType('CourseInput', { description: 'A course.' })
abstract class CourseInput {
  @Field(() => ID, { description: 'Which course.' })
  courseId!: string
}

@InputType({ description: 'The details to change; what is left out stays.' })
export class UpdateCourseDetailsInput extends CourseInput {
  @Field(() => String, { nullable: true, description: 'Its name, up to 200 characters.' })
  title?: string | null

  @Field(() => String, { nullable: true, description: 'Unique; for addresses that people read.' })
  slug?: string | null

  @Field(() => String, { nullable: true, description: 'In a sentence or two; null takes it away.' })
  summary?: string | null

  @Field(() => String, { nullable: true, description: 'What it is about, as Markdown.' })
  description?: string | null

  @Field(() => CourseLevel, { nullable: true, description: 'What a learner should bring along.' })
  level?: CourseLevel | null

  @Field(() => String, { nullable: true, description: languageDescription })
  language?: string | null
}

@InputType({ description: 'What a course costs.' })
export class SetCoursePriceInput extends CourseInput {
  @Field(() => MoneyInput, { nullable: true, description: 'What it costs; null makes it free.' })
  price?: MoneyInput | null
}

@InputType({ description: 'How many can be enrolled at once.' })
export class SetCourseCapacityInput extends CourseInput {
  @Field(() => Int, { nullable: true, description: 'At least 1; null takes the limit away.' })
  capacity?: number | null
}

@InputType({ description: 'What a learner completes first.' })
export class SetCoursePrerequisitesInput extends CourseInput {
  @Field(() => [ID], { description: 'All of them, in order; at most 20.' })
  prerequisiteIds!: string[]
}

@InputType({ description: 'Who teaches a course from now on.' })
export class AddCourseInstructorInput extends CourseInput {
  @Field(() => ID, { description: 'Who.' })
  userId!: string
}

@InputType({ description: 'Who no longer teaches a course.' })
export class RemoveCourseInstructorInput extends CourseInput {
  @Field(() => ID, { description: 'Who.' })
  userId!: string
}

@InputType({ description: 'The picture of a course.' })
export class SetCourseThumbnailInput extends CourseInput {
  @Field(() => ID, { nullable: true, description: 'An image; null takes the picture away.' })
  mediaAssetId?: string | null
}

@InputType({ description: 'Where a course belongs.' })
export class SetCourseCategoriesInput extends CourseInput {
  @Field(() => [ID], { description: 'All of them; at most 10.' })
  categoryIds!: string[]
}

@InputType({ description: 'A course for the catalogue.' })
export class PublishCourseInput extends CourseInput {}

@InputType({ description: 'A course that leaves the catalogue.' })
export class UnpublishCourseInput extends CourseInput {}

@InputType({ description: 'A draft to delete.' })
export class DeleteCourseInput extends CourseInput {}

@InputType({ description: 'A course to hear of.' })
export class FollowCourseInput extends CourseInput {}

@InputType({ description: 'A course to hear of no longer.' })
export class UnfollowCourseInput extends CourseInput {}
