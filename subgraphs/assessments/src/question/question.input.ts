import { Field, ID, InputType } from 'type-graphql'

import { PartialCredit, QuestionType } from './question.ts'

@InputType({ description: 'One of the things to choose from.' })
export class ChoiceInput {
  @Field(() => String, { description: 'What a learner reads.' })
  text!: string

  @Field(() => Boolean, { description: 'Whether choosing it is right.' })
  isCorrect!: boolean
}

@InputType({ description: 'A unit that an answer may be given in.' })
export class NumericUnitInput {
  @Field(() => String, { description: 'As learners write it, for example `km`; case matters.' })
  unit!: string

  @Field(() => String, {
    defaultValue: '1',
    description: 'Decimal: what a number in this unit is multiplied by to be in the unit of `value`.',
  })
  factor!: string
}

@InputType({ description: 'The key of a numeric question.' })
export class NumericKeyInput {
  @Field(() => String, { description: 'Decimal, for example `9.81`.' })
  value!: string

  @Field(() => String, {
    defaultValue: '0',
    description: 'Decimal: how far off an answer may be, inclusive.',
  })
  tolerance!: string

  @Field(() => [NumericUnitInput], {
    defaultValue: [],
    description: 'Empty: the answer is a bare number. Otherwise the answer names one of these.',
  })
  units!: NumericUnitInput[]
}

@InputType({ description: 'Two things that belong together.' })
export class MatchInput {
  @Field(() => String, { description: 'What is matched.' })
  item!: string

  @Field(() => String, { description: 'What it belongs to.' })
  match!: string
}

@InputType({ description: 'A criterion that people grade by.' })
export class RubricCriterionInput {
  @Field(() => String, { description: 'What is looked at.' })
  title!: string

  @Field(() => String, { defaultValue: '', description: 'What earns the marks.' })
  description!: string

  @Field(() => String, { description: 'Decimal: the most that it earns.' })
  marks!: string
}

@InputType({ description: 'The right answer, in the part that the type of the question asks for.' })
export class QuestionKeyInput {
  @Field(() => [ChoiceInput], {
    nullable: true,
    description: 'SINGLE_CHOICE (one is right) and MULTIPLE_CHOICE: everything there is to choose from.',
  })
  choices?: ChoiceInput[] | null

  @Field(() => Boolean, { nullable: true, description: 'TRUE_FALSE: whether the statement is true.' })
  isTrue?: boolean | null

  @Field(() => NumericKeyInput, { nullable: true, description: 'NUMERIC.' })
  numeric?: NumericKeyInput | null

  @Field(() => [String], { nullable: true, description: 'SHORT_TEXT: every text that is right.' })
  acceptedTexts?: string[] | null

  @Field(() => [[String]], {
    nullable: true,
    description: 'FILL_IN_THE_BLANKS: for each gap of the prompt, in order, every text that is right.',
  })
  blanks?: string[][] | null

  @Field(() => [MatchInput], { nullable: true, description: 'MATCHING: what belongs together.' })
  matches?: MatchInput[] | null

  @Field(() => [String], { nullable: true, description: 'MATCHING: what nothing belongs to.' })
  distractors?: string[] | null

  @Field(() => [String], { nullable: true, description: 'ORDERING: the items in the right order.' })
  sequence?: string[] | null

  @Field(() => Boolean, { defaultValue: false, description: 'SHORT_TEXT and FILL_IN_THE_BLANKS.' })
  isCaseSensitive!: boolean
}

@InputType({ description: 'A question as an author writes it.' })
export class QuestionInput {
  @Field(() => QuestionType, { description: 'What kind of answer it wants.' })
  type!: QuestionType

  @Field(() => String, { description: 'What is asked.' })
  prompt!: string

  @Field(() => QuestionKeyInput, {
    nullable: true,
    description: 'The right answer; nothing for ESSAY and FILE_UPLOAD.',
  })
  key?: QuestionKeyInput | null

  @Field(() => String, { defaultValue: '1', description: 'Decimal with up to four places.' })
  marks!: string

  @Field(() => String, {
    defaultValue: '0',
    description: 'Decimal: what an answer with nothing right in it costs. No answer costs nothing.',
  })
  penalty!: string

  @Field(() => PartialCredit, {
    defaultValue: PartialCredit.ALL_OR_NOTHING,
    description: 'What an answer earns that is right in parts.',
  })
  partialCredit!: PartialCredit

  @Field(() => String, { nullable: true, description: 'Shown with the feedback.' })
  explanation?: string | null

  @Field(() => [RubricCriterionInput], {
    defaultValue: [],
    description: 'ESSAY and FILE_UPLOAD: what graders go by; its marks add up to the marks of the question.',
  })
  rubric!: RubricCriterionInput[]
}

@InputType({ description: 'A new question bank.' })
export class CreateQuestionBankInput {
  @Field(() => ID, { description: 'Whose questions.' })
  courseId!: string

  @Field(() => String, { description: 'For instructors.' })
  title!: string
}

@InputType({ description: 'New questions for a bank.' })
export class AddQuestionsInput {
  @Field(() => ID, { description: 'Which bank.' })
  bankId!: string

  @Field(() => [QuestionInput], { description: 'At most 100 at once, in order.' })
  questions!: QuestionInput[]
}

@InputType({ description: 'A new version of a question.' })
export class ReviseQuestionInput {
  @Field(() => ID, { description: 'Which question.' })
  questionId!: string

  @Field(() => QuestionInput, { description: 'All of it, as it is from now on.' })
  question!: QuestionInput
}
