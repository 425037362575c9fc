import { UserError, toPayload } from '@lyceum/kit'
import { Arg, Ctx, Field, InputType, Mutation, ObjectType, Resolver } from 'type-graphql'

import type { CertificatesContext } from '../context.ts'
import type { CertificatesServices } from '../services.ts'
import { setSignature } from './set-signature.ts'

@InputType({ description: "The picture of the viewer's signature." })
export class SetSignatureInput {
  @Field(() => String, {
    nullable: true,
    description:
      'A PNG in base64, at most 100,000 bytes and 2,000 x 1,000 pixels; best with a transparent ground. Null removes it.',
  })
  imageBase64?: string | null
}

@ObjectType('SetSignaturePayload', {
  description: 'Whether there is a signature now, or why nothing changed.',
})
export class SetSignaturePayload {
  @Field(() => Boolean, { nullable: true, description: 'Whether certificates will carry a signature.' })
  isSet?: boolean | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}

@Resolver()
export class SignatureResolver {
  constructor(private readonly services: CertificatesServices) {}

  @Mutation(() => SetSignaturePayload, {
    description:
      "Sets the signature that certificates of the viewer's courses carry from now on. For instructors.",
  })
  async setSignature(
    @Arg('input', () => SetSignatureInput, { description: 'The picture.' }) input: SetSignatureInput,
    @Ctx() context: CertificatesContext,
  ) {
    return toPayload(await setSignature(this.services, context, input))
  }
}
