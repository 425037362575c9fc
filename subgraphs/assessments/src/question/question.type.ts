import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql'

import type { HandedInFileRecord } from '../handed-in-file/handed-in-file.ts'
import { HandedInFile } from '../handed-in-file/handed-in-file.type.ts'
import { PartialCredit, QuestionType } from './question.ts'

registerEnumType(QuestionType, {
  name: 'QuestionType',
  description: 'What kind of answer a question wants.',
  valuesConfig: {
    ESSAY: { description: 'A text that a person grades.' },
    FILE_UPLOAD: { description: 'Files that a person grades.' },
  },
})
registerEnumType(PartialCredit, {
  name: 'PartialCredit',
  description: 'What an answer earns that is right in parts.',
  valuesConfig: {
    ALL_OR_NOTHING: { description: 'Nothing; it counts as wrong.' },
    PROPORTIONAL: { description: 'Its part of the marks. A wrong choice takes back a right one.' },
  },
})

@ObjectType('QuestionOption', { description: 'Something to choose, match or order.', simpleResolvers: true })
export class QuestionOption {
  @Field(() => ID, { description: 'What an answer names it by; tells nothing of whether it is right.' })
  id!: string

  @Field(() => String, { description: 'What it says.' })
  text!: string
}

@ObjectType('BlankAnswer', { description: 'What stands in one gap.', simpleResolvers: true })
export class BlankAnswer {
  @Field(() => ID, { description: 'Which gap.' })
  blank!: string

  @Field(() => String, { description: 'What stands in it.' })
  text!: string
}

@ObjectType('PairAnswer', { description: 'Two things that were put together.', simpleResolvers: true })
export class PairAnswer {
  @Field(() => ID, { description: 'One of the options.' })
  option!: string

  @Field(() => ID, { description: 'One of the targets.' })
  target!: string
}

@ObjectType('Answer', {
  description: 'An answer, in the parts that its question asks for.',
  simpleResolvers: true,
})
export class Answer {
  @Field(() => [ID], { nullable: true, description: 'What was chosen; for ORDERING in this order.' })
  chosen?: readonly string[] | null | undefined

  @Field(() => String, { nullable: true, description: 'SHORT_TEXT and ESSAY.' })
  text?: string | null | undefined

  @Field(() => String, { nullable: true, description: 'NUMERIC: as it was written.' })
  number?: string | null | undefined

  @Field(() => String, { nullable: true, description: 'NUMERIC: the unit, where one is asked for.' })
  unit?: string | null | undefined

  @Field(() => [BlankAnswer], { nullable: true, description: 'FILL_IN_THE_BLANKS.' })
  blanks?: readonly BlankAnswer[] | null | undefined

  @Field(() => [PairAnswer], { nullable: true, description: 'MATCHING.' })
  pairs?: readonly PairAnswer[] | null | undefined

  @Field(() => [HandedInFile], {
    nullable: true,
    description: 'FILE_UPLOAD: each in the version that it was when the answer was kept.',
  })
  files?: readonly HandedInFileRecord[] | null | undefined
}

@ObjectType('RubricCriterion', { description: 'A criterion that people grade by.', simpleResolvers: true })
export class RubricCriterion {
  @Field(() => ID, { description: 'What a score names it by.' })
  id!: string

  @Field(() => String, { description: 'What is looked at.' })
  title!: string

  @Field(() => String, { description: 'What earns the marks.' })
  description!: string

  @Field(() => String, { description: 'Decimal: the most that it earns.' })
  marks!: string
}

@Directive('@key(fields: "id")')
@ObjectType('Question', {
  description: 'A question in its newest version. For the staff of its course.',
  simpleResolvers: true,
})
export class Question {
  @Field(() => ID, { description: 'Opaque and stable over all versions.' })
  id!: string

  @Field(() => ID, { description: 'Of this version, which never changes.' })
  version!: string

  @Field(() => Int, { description: 'Counts the versions from 1.' })
  versionNumber!: number

  @Field(() => QuestionType, { description: 'What kind of answer it wants.' })
  type!: QuestionType

  @Field(() => String, { description: 'What is asked.' })
  prompt!: string

  @Field(() => [QuestionOption], { description: 'What there is to choose, match or order.' })
  options!: QuestionOption[]

  @Field(() => [QuestionOption], { description: 'MATCHING: what the options are matched with.' })
  targets!: QuestionOption[]

  @Field(() => [ID], { description: 'FILL_IN_THE_BLANKS: the gaps, in order.' })
  blanks!: string[]

  @Field(() => Answer, {
    nullable: true,
    description: 'An answer that is right; null when a person decides.',
  })
  correctAnswer!: Answer | null

  @Field(() => String, { description: 'Decimal: for a right answer.' })
  marks!: string

  @Field(() => String, { description: 'Decimal: what an answer with nothing right in it costs.' })
  penalty!: string

  @Field(() => PartialCredit, { description: 'What an answer earns that is right in parts.' })
  partialCredit!: PartialCredit

  @Field(() => String, { nullable: true, description: 'Shown with the feedback.' })
  explanation!: string | null

  @Field(() => [RubricCriterion], { description: 'What graders go by.' })
  rubric!: RubricCriterion[]

  @Field(() => Date, { description: 'When this version was written.' })
  createdAt!: Date
}

@Directive('@key(fields: "id")')
@ObjectType('QuestionBank', {
  description: 'Questions of a course, to be asked or drawn from. For its staff.',
  simpleResolvers: true,
})
export class QuestionBank {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string

  @Field(() => String, { description: 'For instructors.' })
  title!: string

  @Field(() => Date, { description: 'When it was made.' })
  createdAt!: Date
}
