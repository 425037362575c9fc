import { UserError } from '@lyceum/kit'
import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql'

import { CertificateDesign } from '../certificate/certificate.ts'
import { TemplateSource } from './template.ts'

registerEnumType(CertificateDesign, {
  name: 'CertificateDesign',
  description: 'How a certificate is laid out.',
  valuesConfig: {
    CLASSIC: { description: 'Centred, with a double frame.' },
    MODERN: { description: 'Set to the left of a band of colour, without a frame.' },
  },
})

registerEnumType(TemplateSource, {
  name: 'CertificateTemplateSource',
  description: 'Whose a template is.',
  valuesConfig: {
    COURSE: { description: "The course's own; it wins." },
    PROGRAM: {
      description:
        'That of a program that the course is in; of several programs with a template, the one made first.',
    },
    DEFAULT: { description: 'Neither the course nor a program of it has one.' },
  },
})

@ObjectType('CertificateTemplate', {
  description: 'What certificates look like. A change holds for those issued after it.',
  simpleResolvers: true,
})
export class CertificateTemplate {
  @Field(() => TemplateSource, { description: 'Whose it is.' })
  source!: TemplateSource

  @Field(() => CertificateDesign, { description: 'The layout.' })
  design!: CertificateDesign

  @Field(() => String, { description: 'Who issues it, on top of the page.' })
  issuerName!: string

  @Field(() => String, { description: 'The line between the name and the title of the course.' })
  statement!: string

  @Field(() => String, { description: 'Colour of frame and headings, as `#rrggbb`.' })
  accentColor!: string

  @Field(() => Boolean, { description: 'Whether the score is printed, where there is one.' })
  isScoreShown!: boolean
}

@InputType({ description: 'A look; what is left out returns to its default.' })
abstract class TemplateInput {
  @Field(() => CertificateDesign, { nullable: true, description: 'CLASSIC unless said otherwise.' })
  design?: CertificateDesign | null

  @Field(() => String, { nullable: true, description: '1 to 80 characters.' })
  issuerName?: string | null

  @Field(() => String, { nullable: true, description: '1 to 160 characters.' })
  statement?: string | null

  @Field(() => String, { nullable: true, description: '`#rrggbb`, dark enough to be read on white.' })
  accentColor?: string | null

  @Field(() => Boolean, { nullable: true, description: 'False unless said otherwise.' })
  isScoreShown?: boolean | null
}

@InputType({
  description: 'What the certificates of a course shall look like. What is left out returns to its default.',
})
export class SetCertificateTemplateInput extends TemplateInput {
  @Field(() => ID, { description: 'The course.' })
  courseId!: string
}

@InputType({
  description:
    'What certificates shall look like in the courses of a program that have no template of their own. What is left out ' +
    'returns to its default.',
})
export class SetProgramCertificateTemplateInput extends TemplateInput {
  @Field(() => ID, { description: 'The program.' })
  programId!: string
}

@InputType({ description: 'A course that shall have no template of its own.' })
export class RemoveCertificateTemplateInput {
  @Field(() => ID, { description: 'The course.' })
  courseId!: string
}

@InputType({ description: 'A program that shall have no template.' })
export class RemoveProgramCertificateTemplateInput {
  @Field(() => ID, { description: 'The program.' })
  programId!: string
}

/** What payloads about one template hold. */
@ObjectType('TemplatePayload', { description: 'A template, or why it stays as it was.' })
abstract class TemplatePayload {
  @Field(() => CertificateTemplate, { nullable: true, description: 'The template.' })
  template?: CertificateTemplate | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}

@ObjectType('SetCertificateTemplatePayload', { description: 'The template, or why it stays as it was.' })
export class SetCertificateTemplatePayload extends TemplatePayload {}

@ObjectType('SetProgramCertificateTemplatePayload', {
  description: 'The template, or why it stays as it was.',
})
export class SetProgramCertificateTemplatePayload extends TemplatePayload {}

@ObjectType('RemoveCertificateTemplatePayload', {
  description: 'The template that holds for the course now, or why nothing changed.',
})
export class RemoveCertificateTemplatePayload extends TemplatePayload {}

@ObjectType('RemoveProgramCertificateTemplatePayload', {
  description: 'Whether the program has no template now, or why nothing changed.',
})
export class RemoveProgramCertificateTemplatePayload {
  @Field(() => Boolean, { nullable: true, description: 'Whether the program has no template now.' })
  isRemoved?: boolean | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}
