import { parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { lintSubgraphSchema } from './lint-subgraph-schema.ts'

const lint = (sdl: string) => lintSubgraphSchema(parse(sdl))

describe('the rules of a subgraph schema', () => {
  it('accept a described schema with the usual names', () => {
    const sdl = `
      scalar _Any
      "How hard a course is." enum Level { BEGINNER VERY_HARD }
      "A course." type Course { "Its id." id: ID! "Draft or not." isDraft: Boolean! "When." publishedAt: DateTime }
      "What to publish." input PublishCourseInput { "Which." courseId: ID! }
      "The outcome." type PublishCoursePayload { "The course." course: Course }
      type Query { "One." course("Which." id: ID!): Course _entities(representations: [_Any!]!): [Course] }
      type Mutation { "Publish." publishCourse("What." input: PublishCourseInput!): PublishCoursePayload! }
    `
    expect(lint(sdl)).toEqual([])
  })

  it.each([
    ['type Course { "x" id: ID! }', 'Course has no description'],
    ['"x" type Course { id: ID! }', 'Course.id has no description'],
    ['type Query { "x" course(id: ID!): String }', 'Query.course(id) has no description'],
    ['"x" input Filter { level: String }', 'Filter(level) has no description'],
    ['"x" type course { "x" id: ID! }', 'course: types are PascalCase'],
    ['"x" scalar JSON', 'JSON: say the shape instead of JSON'],
    ['"x" type Course { "x" Title: String }', 'Course.Title: fields are camelCase'],
    ['type Query { "x" getCourse: String }', 'Query.getCourse: fields are nouns, without get or list'],
    ['"x" type Course { "x" draft: Boolean }', 'Course.draft: booleans begin with is, has or can'],
    ['"x" type Course { "x" published: DateTime }', 'Course.published: times end with At'],
    ['"x" type Course { "x" authorId: ID! }', 'Course.authorId: refer to the object, not to its id'],
    ['"x" enum Level { Beginner }', 'Level.Beginner: enum values are SCREAMING_SNAKE'],
    [
      'type Mutation { "x" publish("x" id: ID!): PublishPayload! }',
      'Mutation.publish takes one argument, input: PublishInput!',
    ],
    [
      'type Mutation { "x" publish("x" input: PublishInput!): Boolean! }',
      'Mutation.publish returns PublishPayload!',
    ],
  ])('refuse %s', (sdl, problem) => {
    expect(lint(sdl)).toEqual([problem])
  })

  it('let an error name the id of what is wrong', () => {
    expect(lint('"x" type TakenError implements UserError { "x" courseId: ID! }')).toEqual([])
  })
})
