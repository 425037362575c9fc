import { UserError } from '@lyceum/kit'
import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql'

import { CertificateDesign } from '../certificate/certificate.ts'

registerEnumType(CertificateDesign, {
  name: 'CertificateDesign',
  description: 'How a certificate is laid out.',
  valuesConfig: {
    CLASSIC: { description: 'Centred, with a double frame.' },
    MODERN: { description: 'Set to the left of a band of colour, without a frame.' },
  },
})

@ObjectType('CertificateTemplate', {
  description: 'What the certificates of a course look like. A change holds for those issued after it.',
  simpleResolvers: true,
})
export class CertificateTemplate {
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

@InputType({
  description: 'What the certificates of a course shall look like. What is left out returns to its default.',
})
export class SetCertificateTemplateInput {
  @Field(() => ID, { description: 'The course.' })
  courseId!: string

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

@ObjectType('SetCertificateTemplatePayload', { description: 'The template, or why it stays as it was.' })
export class SetCertificateTemplatePayload {
  @Field(() => CertificateTemplate, { nullable: true, description: 'The template.' })
  template?: CertificateTemplate | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}
