import { Kind, print } from 'graphql'
import type {
  DocumentNode,
  FieldDefinitionNode,
  InputValueDefinitionNode,
  TypeDefinitionNode,
  TypeNode,
} from 'graphql'

const machinery = /^(_|federation__|link__|join__)/
const pascalCase = /^[A-Z][A-Za-z0-9]*$/
const camelCase = /^[a-z][A-Za-z0-9]*$/
const screamingSnakeCase = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/
const verbInName = /^(get|list|fetch|find)[A-Z]/
const booleanName = /^(is|has|can|viewer(Is|Has|Can))[A-Z]/
const rootTypes = new Set(['Query', 'Mutation', 'Subscription'])

/** These mutations are published with flat arguments; all others take one input and return one payload. */
const flatMutations = new Set(['createUser', 'tokenAuth', 'refreshToken', 'createCourse', 'createEnrollment'])

/** What in a subgraph's SDL breaks the rules of docs/STYLE.md for schemas, one line each. */
export function lintSubgraphSchema(document: DocumentNode): readonly string[] {
  const types = document.definitions
    .filter(isTypeDefinition)
    .filter(({ name }) => !machinery.test(name.value))
  return types.flatMap((type) => [...lintType(type), ...lintMembers(type)])
}

function lintType(type: TypeDefinitionNode): string[] {
  const name = type.name.value
  return [
    ...when(!pascalCase.test(name), `${name}: types are PascalCase`),
    ...when(name === 'JSON' || name === 'JSONObject', `${name}: say the shape instead of JSON`),
    ...when(!rootTypes.has(name) && type.description === undefined, `${name} has no description`),
  ]
}

function lintMembers(type: TypeDefinitionNode): string[] {
  const owner = type.name.value
  switch (type.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION: {
      const fields = (type.fields ?? []).filter(({ name }) => !machinery.test(name.value))
      const implementsUserError = owner === 'UserError' || isUserError(type.interfaces)
      return fields.flatMap((field) => [
        ...lintField(owner, field),
        ...(implementsUserError ? [] : lintReference(owner, field)),
        ...(owner === 'Mutation' ? lintMutation(field) : []),
        ...(field.arguments ?? []).flatMap((argument) => lintInput(`${owner}.${field.name.value}`, argument)),
      ])
    }
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      return (type.fields ?? []).flatMap((field) => lintInput(owner, field))
    case Kind.ENUM_TYPE_DEFINITION:
      return (type.values ?? []).flatMap(({ name }) =>
        when(!screamingSnakeCase.test(name.value), `${owner}.${name.value}: enum values are SCREAMING_SNAKE`),
      )
    case Kind.SCALAR_TYPE_DEFINITION:
    case Kind.UNION_TYPE_DEFINITION:
      return []
  }
}

function lintField(owner: string, field: FieldDefinitionNode): string[] {
  const { name, type, description } = field
  const path = `${owner}.${name.value}`
  const typeName = print(nullable(type))
  const isRoot = rootTypes.has(owner)
  return [
    ...when(description === undefined, `${path} has no description`),
    ...when(!camelCase.test(name.value), `${path}: fields are camelCase`),
    ...when(
      owner !== 'Mutation' && verbInName.test(name.value),
      `${path}: fields are nouns, without get or list`,
    ),
    ...when(
      !isRoot && typeName === 'Boolean' && !booleanName.test(name.value),
      `${path}: booleans begin with is, has or can`,
    ),
    ...when(!isRoot && typeName === 'DateTime' && !name.value.endsWith('At'), `${path}: times end with At`),
  ]
}

function lintReference(owner: string, { name, type }: FieldDefinitionNode): string[] {
  const isId = /^\[?ID\b/.test(print(type))
  // What is gone cannot be referred to any more; clients drop it from their caches by its id.
  const isGone = /^(deleted|removed)[A-Z]/.test(name.value)
  return when(
    isId && !isGone && /Ids?$/.test(name.value),
    `${owner}.${name.value}: refer to the object, not to its id`,
  )
}

function lintMutation({ name, type, arguments: inputs = [] }: FieldDefinitionNode): string[] {
  if (flatMutations.has(name.value)) return []
  const suffix = `${name.value.charAt(0).toUpperCase()}${name.value.slice(1)}`
  const [input] = inputs
  const takesInput =
    inputs.length === 1 && input?.name.value === 'input' && print(input.type) === `${suffix}Input!`
  return [
    ...when(!takesInput, `Mutation.${name.value} takes one argument, input: ${suffix}Input!`),
    ...when(print(type) !== `${suffix}Payload!`, `Mutation.${name.value} returns ${suffix}Payload!`),
  ]
}

function lintInput(owner: string, { name, description }: InputValueDefinitionNode): string[] {
  const path = `${owner}(${name.value})`
  return [
    ...when(description === undefined, `${path} has no description`),
    ...when(!camelCase.test(name.value), `${path}: arguments and input fields are camelCase`),
  ]
}

function isUserError(
  interfaces: readonly { readonly name: { readonly value: string } }[] | undefined,
): boolean {
  return interfaces?.some(({ name }) => name.value === 'UserError') ?? false
}

function nullable(type: TypeNode): TypeNode {
  return type.kind === Kind.NON_NULL_TYPE ? type.type : type
}

function isTypeDefinition(node: DocumentNode['definitions'][number]): node is TypeDefinitionNode {
  return node.kind.endsWith('TypeDefinition')
}

function when(isBroken: boolean, message: string): string[] {
  return isBroken ? [message] : []
}
