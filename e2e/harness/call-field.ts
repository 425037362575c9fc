import type { Client } from '@lyceum/client'
import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import {
  GraphQLInterfaceType,
  GraphQLObjectType,
  buildClientSchema,
  getIntrospectionQuery,
  getNamedType,
  isLeafType,
  parse,
} from 'graphql'
import type { GraphQLField, GraphQLOutputType, GraphQLSchema, IntrospectionQuery } from 'graphql'

type Data = Record<string, unknown>
type Document = TypedDocumentNode<Data, Record<string, unknown>>

/** The schema as clients see it. */
export async function introspect(client: Client): Promise<GraphQLSchema> {
  const document = parse(getIntrospectionQuery()) as TypedDocumentNode<IntrospectionQuery, object>
  return buildClientSchema(await client.execute(document, {}))
}

/** A field of Query, Mutation or Subscription. */
export interface RootField {
  readonly schema: GraphQLSchema
  readonly type: 'Query' | 'Mutation' | 'Subscription'
  readonly name: string
}

/** Calls a field by its arguments and says how that went, in the words of the policy table. */
export async function callField(
  client: Client,
  field: RootField,
  variables: Readonly<Record<string, unknown>>,
): Promise<string> {
  const document = toDocument(field, new Set(Object.keys(variables)))
  if (field.type === 'Subscription') return readFirstEvent(client, document, variables)
  const { data, errors } = await client.send(document, variables)
  return errors[0] === undefined ? readOutcome(data?.[field.name]) : codeOf(errors[0])
}

async function readFirstEvent(
  client: Client,
  document: Document,
  variables: Readonly<Record<string, unknown>>,
): Promise<string> {
  await using events = client.subscribe(document, { ...variables })
  try {
    const { value } = await events.next()
    return readOutcome(value === undefined ? null : Object.values(value)[0])
  } catch (failure) {
    const errors = Array.isArray(failure) ? failure : failure instanceof Error ? failure.cause : undefined
    if (!Array.isArray(errors)) throw failure
    return codeOf(errors[0])
  }
}

function readOutcome(value: unknown): string {
  if (value == null) return 'null'
  if (typeof value !== 'object' || !('userErrors' in value)) return 'allowed'
  const [error] = value.userErrors as { code: string }[]
  return error?.code ?? 'allowed'
}

function codeOf(error: { readonly extensions?: Readonly<Record<string, unknown>> | undefined }): string {
  return String(error.extensions?.['code'])
}

/** `mutation ($input: …!) { field(input: $input) { userErrors { code } } }` and the like. */
function toDocument({ schema, type, name }: RootField, given: ReadonlySet<string>): Document {
  const field = schema.getType(type)
  const definition = field instanceof GraphQLObjectType ? field.getFields()[name] : undefined
  if (definition === undefined) throw new Error(`The schema has no ${type}.${name}`)
  const used = definition.args.filter((argument) => given.has(argument.name))
  const declared = used.map((argument) => `$${argument.name}: ${argument.type.toString()}`).join(', ')
  const passed = used.map((argument) => `${argument.name}: $${argument.name}`).join(', ')
  const brackets = (inside: string): string => (inside === '' ? '' : `(${inside})`)
  const selection = select(definition)
  return parse(`${type.toLowerCase()} ${brackets(declared)} { ${name}${brackets(passed)} ${selection} }`)
}

function select({ type }: GraphQLField<unknown, unknown>): string {
  const fields = fieldsOf(type)
  if (fields === null) return ''
  if ('userErrors' in fields) return '{ userErrors { code } }'
  if ('edges' in fields) return '{ edges { cursor } }'
  return 'id' in fields ? '{ id }' : '{ __typename }'
}

function fieldsOf(type: GraphQLOutputType): Readonly<Record<string, unknown>> | null {
  const named = getNamedType(type)
  if (isLeafType(named)) return null
  return named instanceof GraphQLObjectType || named instanceof GraphQLInterfaceType ? named.getFields() : {}
}
