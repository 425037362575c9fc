import { Directive, Field, ObjectType } from 'type-graphql'

@Directive('@key(fields: "grant")')
@ObjectType('HandedInFile', { description: 'A file in the version that was handed in.' })
export class HandedInFile {
  @Directive('@inaccessible')
  @Field(() => String, {
    nullable: true,
    description: 'Signed by assessments: which version this viewer may open. Never seen by clients.',
  })
  grant!: string | null
}
