import { getIntrospectionQuery } from 'graphql'

/** An operation that a gateway in production must refuse before it reaches a subgraph. */
export interface Attack {
  readonly name: string
  readonly query: string
  readonly variables?: Readonly<Record<string, unknown>>
  /** What the refusal says. */
  readonly code: string
}

const times = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ')

const nest = (levels: number, open: string, inner: string): string =>
  `${open.repeat(levels)} ${inner} ${' }'.repeat(open.split('{').length - 1).repeat(levels)}`

const tooComplex = 'QUERY_TOO_COMPLEX'
const invalid = 'GRAPHQL_VALIDATION_FAILED'

/** What graphql-cop tries with a document, at its sizes or beyond, and what else is known to hurt. */
export const documentAttacks: readonly Attack[] = [
  { name: 'alias overload', query: `{ ${times(101, (n) => `alias${n}: __typename`)} }`, code: tooComplex },
  {
    name: 'alias overload of a costly field',
    query: `{ ${times(101, (n) => `alias${n}: allCourses(first: 1) { edges { cursor } }`)} }`,
    code: tooComplex,
  },
  {
    name: 'alias overload of logging in',
    query: `mutation { ${times(101, (n) => `try${n}: tokenAuth(username: "ada", password: "${n}") { accessToken }`)} }`,
    code: tooComplex,
  },
  { name: 'field duplication', query: `{ ${'__typename '.repeat(500)} }`, code: tooComplex },
  {
    name: 'field duplication behind fragments',
    query: `{ ${times(100, () => '... { __typename }')} }`,
    code: tooComplex,
  },
  { name: 'directive overload', query: `{ __typename ${'@aa'.repeat(10)} }`, code: invalid },
  {
    name: 'directive overload with a directive that exists',
    query: `{ ${times(31, (n) => `a${n % 10}: __typename @include(if: true)`)} }`,
    code: tooComplex,
  },
  {
    name: 'circular introspection',
    query: `{ __schema { types { ${nest(5, 'fields { type {', 'name')} } } }`,
    code: invalid,
  },
  { name: 'introspection', query: getIntrospectionQuery(), code: invalid },
  { name: 'introspection of one type', query: '{ __type(name: "User") { fields { name } } }', code: invalid },
  { name: 'the SDL of subgraphs', query: '{ _service { sdl } }', code: invalid },
  {
    name: 'entities past their owners',
    query: '{ _entities(representations: [{ __typename: "User", id: "1" }]) { __typename } }',
    code: invalid,
  },
  {
    name: 'a capability that only subgraphs may see',
    query: '{ mediaAsset(id: "1") { accessGrant } }',
    code: invalid,
  },
  {
    name: 'a capability that is the key of what it opens',
    query: '{ assessment(id: "1") { viewerSubmissions { files { grant } } } }',
    code: invalid,
  },
  { name: 'field suggestions', query: '{ whoam { id } }', code: invalid },
  { name: 'argument suggestions', query: '{ allCourses(frist: 1) { edges { cursor } } }', code: invalid },
  { name: 'token flood', query: `{ ${times(3_000, (n) => `f${n}`)} }`, code: tooComplex },
  {
    name: 'deep nesting',
    query: `{ allCourses { edges { node { ${nest(20, 'prerequisites {', 'id')} } } } }`,
    code: tooComplex,
  },
  {
    name: 'deep nesting through fragments',
    query: `{ allCourses { edges { node { ...F0 } } } } ${times(
      20,
      (n) => `fragment F${n} on Course { prerequisites { ...F${n + 1} } }`,
    )} fragment F20 on Course { id }`,
    code: tooComplex,
  },
  {
    name: 'circular fragments',
    query: '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }',
    code: invalid,
  },
  { name: 'a fragment of itself', query: '{ ...A } fragment A on Query { ...A }', code: invalid },
  {
    name: 'huge pages',
    query: '{ allCourses(first: 1000000) { edges { cursor } } }',
    code: 'BAD_USER_INPUT',
  },
  {
    name: 'huge pages by variable',
    query: 'query ($n: Int!) { allCourses(first: $n) { edges { cursor } } }',
    variables: { n: 1_000_000 },
    code: 'BAD_USER_INPUT',
  },
  {
    name: 'large pages of large pages',
    query:
      '{ users(first: 100) { edges { node { courses(first: 100) { edges { node { enrollments(first: 100) { edges { cursor } } } } } } } } }',
    code: tooComplex,
  },
  {
    name: 'lists of lists',
    query: `{ allCourses(first: 100) { edges { node { ${nest(4, 'prerequisites {', 'id')} } } } }`,
    code: tooComplex,
  },
  { name: 'a document that does not end', query: '{ __typename {', code: 'GRAPHQL_PARSE_FAILED' },
]
