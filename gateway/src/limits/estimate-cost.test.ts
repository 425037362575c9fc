import { Kind, buildSchema, parse } from 'graphql'
import { describe, expect, it } from 'vitest'

import { estimateCost } from './estimate-cost.ts'
import { defaultGatewayLimits } from './gateway-limits.ts'

const schema = buildSchema(/* GraphQL */ `
  type Query {
    title: String
    course: Course
    allCourses(first: Int = 20): CourseConnection
    topCourses(first: Int!): [Course!]!
    search: [Result!]
  }
  type CourseConnection {
    edges: [CourseEdge!]!
    nodes: [Course!]!
  }
  type CourseEdge {
    node: Course!
  }
  type Course {
    id: ID!
    tags: [String!]!
    instructors: [User!]!
    modules: [Module!]!
    viewerEnrollment: Enrollment
  }
  type Module {
    lectures: [Lecture!]!
  }
  type Lecture {
    id: ID!
  }
  type Enrollment {
    id: ID!
  }
  type User {
    id: ID!
  }
  union Result = Course | User
`)

function costOf(query: string, variables: Record<string, unknown> = {}): number {
  const document = parse(query)
  const [operation] = document.definitions
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('The operation comes first')
  return estimateCost({ schema, document, operation, variables, assumedListSize: 10 })
}

describe('the cost of an operation', () => {
  it.each<[string, number]>([
    ['{ title __typename }', 0],
    ['{ course { id tags } }', 1],
    ['{ course { instructors { id } } }', 1 + 10],
    ['{ course { modules { lectures { id } } } }', 1 + 10 * (1 + 10)],
    ['{ topCourses(first: 5) { id } }', 5],
    ['{ allCourses { nodes { id } } }', 20 * 2],
    ['{ allCourses(first: 3) { edges { node { id } } } }', 3 * 3],
    ['{ allCourses(first: -1) { nodes { id } } }', 2],
    ['{ search { ... on Course { viewerEnrollment { id } } ... on User { id } } }', 10 * 2],
    ['{ ...F ...F } fragment F on Query { course { id } }', 2],
    ['{ __schema { types { fields { name } } } }', 0],
  ])('counts the objects of %s', (query, cost) => {
    expect(costOf(query)).toBe(cost)
  })

  it.each<[string, Record<string, unknown>, number]>([
    ['query ($n: Int) { topCourses(first: $n) { id } }', { n: 7 }, 7],
    ['query ($n: Int = 4) { topCourses(first: $n) { id } }', {}, 4],
    ['query ($n: Int) { allCourses(first: $n) { nodes { id } } }', {}, 20 * 2],
    ['query ($n: Int) { topCourses(first: $n) { id } }', { n: 'many' }, 10],
  ])('reads the variables of %s with %o', (query, variables, cost) => {
    expect(costOf(query, variables)).toBe(cost)
  })

  it.each(['{ allCourses(first: 101) { nodes { id } } }', '{ topCourses(first: 2000000000) { id } }'])(
    'refuses a page that is too large: %s',
    (query) => {
      expect(() => costOf(query)).toThrow('first must be between 1 and 100')
    },
  )

  it('allows a full catalogue page with its modules and lectures', () => {
    const query =
      '{ allCourses(first: 50) { nodes { instructors { id } modules { lectures { id } } viewerEnrollment { id } } } }'
    expect(costOf(query) * 2).toBeLessThan(defaultGatewayLimits.maxCost)
  })
})
