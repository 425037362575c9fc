import { Directive, Field, InterfaceType, ObjectType, registerEnumType } from 'type-graphql'

import { UserErrorCode } from './error-codes.ts'

registerEnumType(UserErrorCode, {
  name: 'UserErrorCode',
  description: 'Stable codes of failures that the user can fix.',
})

/**
 * The interface of every business failure. Implement it with a class in the subgraph whose rule it is; a class, because
 * type-graphql tells implementers apart by `instanceof`. Without `autoRegisterImplementations: false` every implementer of
 * the process would appear in every schema.
 */
@InterfaceType('UserError', {
  autoRegisterImplementations: false,
  description:
    'Something the user can fix. Every mutation payload lists these; an empty list means it worked.',
})
export abstract class UserError {
  @Field(() => UserErrorCode, { description: 'For programs: stable, never renamed.' })
  readonly code: UserErrorCode

  @Field(() => String, { description: 'For people, in English.' })
  readonly message: string

  @Field(() => [String], {
    description: 'Where in the arguments the fault lies, for example ["input", "title"].',
  })
  readonly path: string[]

  constructor(code: UserErrorCode, message: string, path: readonly string[] = []) {
    this.code = code
    this.message = message
    this.path = [...path]
  }
}

/** A business failure that needs nothing besides code, message and path. */
@Directive('@shareable')
@ObjectType('BasicUserError', {
  implements: UserError,
  description: 'A failure that its code, message and path say completely.',
})
export class BasicUserError extends UserError {}
