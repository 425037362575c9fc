import { Kind, getArgumentValues, getNamedType, isObjectType, parse, print, visit } from 'graphql'
import type {
  ArgumentNode,
  DocumentNode,
  FieldNode,
  GraphQLField,
  GraphQLSchema,
  OperationDefinitionNode,
  VariableDefinitionNode,
} from 'graphql'

import type { SubgraphResponse, SubscriptionRequest } from '../subgraph-data-source.ts'

/** A subscription that can be sent again without losing or doubling an event. */
export interface ResumableOperation {
  readonly query: string
  readonly operationName: string | undefined
  /** As they are now: with the cursor of the last event that was read. */
  variables(): Readonly<Record<string, unknown>>
  /** Takes note of an event's cursor and leaves what the client asked for. */
  read(event: SubgraphResponse): SubgraphResponse
  /** Whether sending it again loses nothing. */
  canResume(): boolean
}

/** A feed whose beginning is not known: the answer to `query` under `field` says where it is now. */
export interface FeedStart {
  readonly query: string
  readonly field: string
}

export interface Feed {
  /** `null` when the client said where to begin, or nobody can tell. */
  readonly start: FeedStart | null
  /** @param cursor where it begins */
  resumeFrom(cursor: string | null): ResumableOperation
}

/** A subscription whose truth is a row: sent again, it tells the state as it is by then. */
export function asItIs({ query, operationName, variables = {} }: SubscriptionRequest): ResumableOperation {
  return {
    query,
    operationName,
    variables: () => variables,
    read: (event) => event,
    canResume: () => true,
  }
}

/**
 * The feed behind a subscription, or `null` when there is none. A feed is recognised by the schema's convention: the root
 * field takes `after`, its events have a `cursor`, and a query field named after their type (`notificationCursor` for
 * `Notification`) says where the feed stands.
 */
export function findFeed(request: SubscriptionRequest): Feed | null {
  const { schema, operationName } = request
  const document = parse(request.query, { noLocation: true })
  const root = findRoot(document)
  if (root === null) return null
  const field = schema.getSubscriptionType()?.getFields()[root.name.value]
  if (field === undefined || !isFeed(field)) return null
  const given = request.variables ?? {}
  const after = readAfter(document, { root, field, given })
  const name = freeName(request.query)
  const query = print(rewrite(document, root, name))
  const responseKey = (root.alias ?? root.name).value

  return {
    start: after === null ? findStart(schema, field) : null,
    resumeFrom(begin) {
      let cursor = after ?? begin
      return {
        query,
        operationName,
        variables: () => ({ ...given, [name]: cursor }),
        read(event) {
          const item = event.data?.[responseKey] as Record<string, unknown> | null | undefined
          if (item == null) return event
          if (typeof item[name] === 'string') cursor = item[name]
          delete item[name]
          return event
        },
        canResume: () => cursor !== null,
      }
    },
  }
}

function findRoot(document: DocumentNode): FieldNode | null {
  const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION)
  const { selections } = (operation as OperationDefinitionNode).selectionSet
  const [root] = selections
  return selections.length === 1 && root?.kind === Kind.FIELD ? root : null
}

function isFeed({ args, type }: GraphQLField<unknown, unknown>): boolean {
  const item = getNamedType(type)
  const isCursor = args.some((argument) => argument.name === 'after' && String(argument.type) === 'String')
  return isCursor && isObjectType(item) && String(item.getFields()['cursor']?.type) === 'String!'
}

function findStart(schema: GraphQLSchema, { type }: GraphQLField<unknown, unknown>): FeedStart | null {
  const { name } = getNamedType(type)
  const field = `${name.charAt(0).toLowerCase()}${name.slice(1)}Cursor`
  const found = schema.getQueryType()?.getFields()[field]
  return found !== undefined && String(found.type) === 'String!' ? { query: `{ ${field} }`, field } : null
}

interface Asked {
  readonly root: FieldNode
  readonly field: GraphQLField<unknown, unknown>
  readonly given: Readonly<Record<string, unknown>>
}

/** What the client gave for `after`: in the document, as a variable, or as a variable's default. */
function readAfter(document: DocumentNode, { root, field, given }: Asked): string | null {
  const values: Record<string, unknown> = { ...given }
  visit(document, {
    VariableDefinition({ variable, defaultValue }) {
      if (values[variable.name.value] !== undefined || defaultValue?.kind !== Kind.STRING) return
      values[variable.name.value] = defaultValue.value
    },
  })
  const { after } = getArgumentValues(field, root, values)
  return typeof after === 'string' ? after : null
}

/** For a variable and a response key: no client's document of the same operation has it. */
function freeName(query: string): string {
  let name = 'resumeCursor'
  while (query.includes(name)) name += '_'
  return name
}

/** Takes `after` from the variable `name`, selects the cursor under `name`, and drops variables that nothing uses now. */
function rewrite(document: DocumentNode, root: FieldNode, name: string): DocumentNode {
  const variable = { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } } as const
  const after: ArgumentNode = {
    kind: Kind.ARGUMENT,
    name: { kind: Kind.NAME, value: 'after' },
    value: variable,
  }
  const others = (root.arguments ?? []).filter((argument) => argument.name.value !== 'after')
  const cursor: FieldNode = {
    kind: Kind.FIELD,
    alias: variable.name,
    name: { kind: Kind.NAME, value: 'cursor' },
  }
  const selections = [...(root.selectionSet?.selections ?? []), cursor]
  const rewritten = visit(document, {
    Field: (node) =>
      node === root
        ? { ...node, arguments: [...others, after], selectionSet: { kind: Kind.SELECTION_SET, selections } }
        : undefined,
  })
  const used = new Set<string>()
  visit(rewritten, {
    VariableDefinition: () => false,
    Variable: (node) => void used.add(node.name.value),
  })
  const definition: VariableDefinitionNode = {
    kind: Kind.VARIABLE_DEFINITION,
    variable,
    type: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: 'String' } },
  }
  return visit(rewritten, {
    OperationDefinition: (node) => ({
      ...node,
      variableDefinitions: [
        ...(node.variableDefinitions ?? []).filter((known) => used.has(known.variable.name.value)),
        definition,
      ],
    }),
  })
}
