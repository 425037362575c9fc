import { ArgsType, Directive, Field, Int, ObjectType } from 'type-graphql'
import type { ClassType } from 'type-graphql'

import { BadInputError } from './errors.ts'
import { isId } from './validation.ts'

/** The size of a page when the client names none. */
export const defaultPageSize = 20
/** The largest page a client can ask for. */
export const maximumPageSize = 100

/** `first` and `after` of the Relay Cursor Connections specification. */
@ArgsType()
export class ConnectionArguments {
  @Field(() => Int, {
    defaultValue: defaultPageSize,
    description: `How many to return, 1 to ${maximumPageSize}.`,
  })
  first: number = defaultPageSize

  @Field(() => String, { nullable: true, description: 'The `endCursor` of the page before.' })
  after?: string | null
}

@Directive('@shareable')
@ObjectType('PageInfo', {
  description: 'Where a page ends and whether there is more.',
  simpleResolvers: true,
})
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether more follow `endCursor`.' })
  hasNextPage!: boolean

  @Field(() => Boolean, { description: 'Whether some come before `startCursor`.' })
  hasPreviousPage!: boolean

  @Field(() => String, { nullable: true, description: 'The first cursor of the page; null on an empty one.' })
  startCursor!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'The last cursor of the page; pass it as `after`. Null on an empty one.',
  })
  endCursor!: string | null
}

export interface Edge<T> {
  readonly node: T
  readonly cursor: string
}

/** A page of a list, as the resolvers of a connection type expect it. */
export interface Connection<T> {
  readonly edges: readonly Edge<T>[]
  readonly pageInfo: PageInfo
  /** Only where counting is cheap. */
  readonly totalCount?: number
}

/** What a repository needs to fetch one page: one row more than `first` tells whether there is a next page. */
export interface PageRequest {
  readonly first: number
  /** The sort key of the last row of the page before, as `toCursor` wrote it; null for the first page. */
  readonly after: readonly string[] | null
}

/** Makes the edge and connection types of a node type: `class CourseConnection extends connectionOf(Course, 'Course') {}`. */
export function connectionOf<T extends object>(nodeType: ClassType<T>, name: string) {
  @ObjectType(`${name}Edge`, { description: 'One of a list, with its place in it.', simpleResolvers: true })
  class ConnectionEdge implements Edge<T> {
    @Field(() => nodeType, { description: 'The thing itself.' })
    node!: T

    @Field(() => String, { description: 'Its place in the list; opaque.' })
    cursor!: string
  }

  @ObjectType(`${name}Connection`, { description: 'A page of a list.', simpleResolvers: true })
  class ConnectionPage {
    @Field(() => [ConnectionEdge], { description: 'The page, in order.' })
    edges!: ConnectionEdge[]

    @Field(() => PageInfo, { description: 'Where the page ends and whether there is more.' })
    pageInfo!: PageInfo
  }
  return ConnectionPage
}

/** An opaque cursor of a sort key; the last part must be the row's id, so that the order is total. */
export function toCursor(sortKey: readonly string[]): string {
  return Buffer.from(JSON.stringify(sortKey)).toString('base64url')
}

/**
 * The page a client asked for.
 * @throws {BadInputError} when `first` is out of range, or `after` is no cursor of a list with `keyLength` sort keys
 */
export function toPageRequest(page: ConnectionArguments, keyLength: number): PageRequest {
  const first = requirePageSize(page.first)
  return { first, after: page.after == null ? null : readCursor(page.after, keyLength) }
}

/** The size itself. @throws {BadInputError} when no page can have it */
export function requirePageSize(first: number): number {
  if (first >= 1 && first <= maximumPageSize) return first
  throw new BadInputError(`first must be between 1 and ${maximumPageSize}`)
}

function readCursor(cursor: string, keyLength: number): readonly string[] {
  let key: unknown
  try {
    key = JSON.parse(Buffer.from(cursor, 'base64url').toString())
  } catch (cause) {
    throw new BadInputError('after is not a cursor of this list', { cause })
  }
  if (!isSortKey(key) || key.length !== keyLength) {
    throw new BadInputError('after is not a cursor of this list')
  }
  return key
}

/** Anybody can write a cursor, and its parts go into statements: text without NUL, and an id at the end. */
function isSortKey(key: unknown): key is readonly string[] {
  return (
    Array.isArray(key) &&
    key.every((part) => typeof part === 'string' && !part.includes('\0')) &&
    isId(String(key.at(-1)))
  )
}

/**
 * A page from up to `first + 1` rows in order.
 * @param sortKey the row's sort key; its last part is the row's id
 */
export function toConnection<T>(
  rows: readonly T[],
  request: PageRequest,
  sortKey: (row: T) => readonly string[],
): Connection<T> {
  const edges = rows.slice(0, request.first).map((node) => ({ node, cursor: toCursor(sortKey(node)) }))
  return {
    edges,
    pageInfo: {
      hasNextPage: rows.length > request.first,
      hasPreviousPage: request.after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  }
}
