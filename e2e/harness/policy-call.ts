import { randomUUID } from 'node:crypto'

import type { Role } from '../policy-table.ts'
import type { Person } from './people.ts'
import type { PolicySchool } from './policy-school.ts'

/** A call that is about to be made: on what, in which role, and by whom (somebody else's name where nobody is signed in). */
export interface PolicyCall {
  readonly school: PolicySchool
  readonly role: Role
  readonly person: Person
}

export type Variables = Readonly<Record<string, unknown>>

/** The variables of one call. */
export type Arguments = (call: PolicyCall) => Variables | Promise<Variables>

/** Of a field that has none. */
export const none: Arguments = () => ({})

/** Arguments of mutations that take one input. */
export const input =
  (of: Arguments): Arguments =>
  async (call) => ({ input: await of(call) })

/** A name that nothing else has. */
export const unique = (name: string): string => `${name} ${randomUUID()}`
