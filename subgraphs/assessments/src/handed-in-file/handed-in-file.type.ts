import { Directive, Field, ObjectType } from 'type-graphql'

@Directive('@key(fields: "grant", resolvable: false)')
@ObjectType('HandedInFile', { description: 'A file in the version that was handed in.' })
export class HandedInFile {
  @Field(() => String, {
    nullable: true,
    description:
      'SHA-256 of its bytes, in hexadecimal, as the receipt has it; null for files of before digests were kept.',
  })
  sha256!: string | null
}
