import { isObjectType } from 'graphql'
import type { GraphQLSchema } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { callField, introspect } from './harness/call-field.ts'
import type { Arguments } from './harness/policy-call.ts'
import { openPolicySchool } from './harness/policy-school.ts'
import type { PolicySchool } from './harness/policy-school.ts'
import { startTestPlatform } from './harness/test-platform.ts'
import type { TestPlatform } from './harness/test-platform.ts'
import { policyArguments } from './policy-arguments.ts'
import { policyTable } from './policy-table.ts'
import type { Role } from './policy-table.ts'

const types = ['Query', 'Mutation', 'Subscription'] as const

let platform: TestPlatform
let school: PolicySchool
let schema: GraphQLSchema
beforeAll(async () => {
  platform = await startTestPlatform()
  school = await openPolicySchool(platform)
  schema = await introspect(school.people.administrator)
})
afterAll(() => platform[Symbol.asyncDispose]())

describe.each(types)('the policy table, %s', (type) => {
  it('has a row for every field of the schema, and no other', () => {
    const root = schema.getType(type)
    const fieldNames = isObjectType(root) ? Object.keys(root.getFields()) : []
    expect(Object.keys(policyTable[type]).sort()).toEqual(fieldNames.sort())
  })

  it.each(rowsOf(type))('holds for $name', async ({ name, outcomes, owner, argumentsOf }) => {
    const call = async (role: Role): Promise<[Role, string]> => {
      const variables = await argumentsOf({ school, role, person: school.personOf(role, owner) })
      return [role, await callField(school.caller(role, owner), { schema, type, name }, variables)]
    }
    const strangers = await Promise.all([call('anonymous'), call('student'), call('other instructor')])
    const seen = [...strangers, await call('owner'), await call('administrator')]
    expect(Object.fromEntries(seen)).toEqual(outcomes)
  })
})

/** The rows of the table, each with how its field is called. */
function rowsOf(type: (typeof types)[number]) {
  const calls: Readonly<Record<string, Arguments>> = policyArguments[type]
  return Object.entries(policyTable[type]).map(([name, row]) => {
    const [anonymous, student, other, owner, administrator, ownerIs] = row
    const argumentsOf = calls[name]
    if (argumentsOf === undefined) throw new Error(`policy-arguments.ts does not say how to call ${name}`)
    const outcomes = { anonymous, student, 'other instructor': other, owner, administrator }
    return { name, outcomes, owner: ownerIs, argumentsOf }
  })
}
