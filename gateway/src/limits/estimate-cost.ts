import { maximumPageSize } from '@lyceum/kit'
import {
  GraphQLError,
  Kind,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  typeFromAST,
} from 'graphql'
import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLField,
  GraphQLNamedType,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql'

/** A valid operation and what decides its size. */
export interface CostQuestion {
  readonly schema: GraphQLSchema
  readonly document: DocumentNode
  readonly operation: OperationDefinitionNode
  readonly variables: Readonly<Record<string, unknown>>
  /** Length assumed of a list that has no `first`. */
  readonly assumedListSize: number
}

/**
 * How many objects the answer may hold at most. `first` of a connection sizes its `edges` and `nodes`; other lists have the
 * assumed length. Introspection costs nothing.
 *
 * @throws {GraphQLError} `BAD_USER_INPUT` when some `first` exceeds the largest page
 */
export function estimateCost(question: CostQuestion): number {
  const { schema, document, operation } = question
  const rootType = schema.getRootType(operation.operation)
  if (rootType == null) return 0
  return createEstimator(question, collectFragments(document))(operation.selectionSet, rootType, false)
}

type Estimate = (selectionSet: SelectionSetNode, parent: GraphQLNamedType, isSized: boolean) => number

function createEstimator(
  question: CostQuestion,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): Estimate {
  const { schema } = question
  const fragmentCosts = new Map<string, number>()

  function costOfFragment(name: string, isSized: boolean): number {
    const key = `${name}:${isSized}`
    const known = fragmentCosts.get(key)
    const fragment = fragments.get(name)
    if (known !== undefined || fragment === undefined) return known ?? 0
    const type = typeFromAST(schema, fragment.typeCondition)
    const cost = type === undefined ? 0 : costOfSelections(fragment.selectionSet, type, isSized)
    fragmentCosts.set(key, cost)
    return cost
  }

  function costOfField(node: FieldNode, parent: GraphQLNamedType, isSized: boolean): number {
    const field = fieldOf(parent, node.name.value)
    if (field === undefined || node.selectionSet === undefined) return 0
    const type = getNamedType(field.type)
    if (!isCompositeType(type)) return 0
    const first = pageSize(node, field, question)
    const isList = isListType(getNullableType(field.type))
    // A page counts once: at the list itself, or at the connection, whose own lists then need no assumption.
    const count = first ?? (isList && !isSized ? question.assumedListSize : 1)
    return (
      Math.max(count, 1) * (1 + costOfSelections(node.selectionSet, type, first !== undefined && !isList))
    )
  }

  function costOfSelections(
    selectionSet: SelectionSetNode,
    parent: GraphQLNamedType,
    isSized: boolean,
  ): number {
    let cost = 0
    for (const selection of selectionSet.selections) {
      if (selection.kind === Kind.FIELD) cost += costOfField(selection, parent, isSized)
      else if (selection.kind === Kind.FRAGMENT_SPREAD) cost += costOfFragment(selection.name.value, isSized)
      else {
        const { typeCondition } = selection
        const type = typeCondition === undefined ? parent : typeFromAST(schema, typeCondition)
        cost += costOfSelections(selection.selectionSet, type ?? parent, isSized)
      }
    }
    return cost
  }

  return costOfSelections
}

function collectFragments(document: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
  }
  return fragments
}

function fieldOf(parent: GraphQLNamedType, name: string): GraphQLField<unknown, unknown> | undefined {
  if (!isObjectType(parent) && !isInterfaceType(parent)) return undefined
  return parent.getFields()[name]
}

/** The `first` that will be used, or `undefined` of a field that has none. */
function pageSize(
  node: FieldNode,
  field: GraphQLField<unknown, unknown>,
  question: CostQuestion,
): number | undefined {
  const definition = field.args.find((argument) => argument.name === 'first')
  if (definition === undefined) return undefined
  const value = node.arguments?.find((argument) => argument.name.value === 'first')?.value
  const given =
    value?.kind === Kind.VARIABLE ? variableValue(value.name.value, question) : literalValue(value)
  const size = given ?? definition.defaultValue
  if (typeof size !== 'number') return question.assumedListSize
  if (size > maximumPageSize) {
    throw new GraphQLError(`first must be between 1 and ${maximumPageSize}`, {
      nodes: node,
      extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
    })
  }
  return size
}

function variableValue(name: string, { operation, variables }: CostQuestion): unknown {
  if (variables[name] !== undefined) return variables[name]
  const definition = operation.variableDefinitions?.find(({ variable }) => variable.name.value === name)
  return literalValue(definition?.defaultValue)
}

function literalValue(
  value: { readonly kind: Kind; readonly value?: unknown } | undefined,
): number | undefined {
  return value?.kind === Kind.INT ? Number(value.value) : undefined
}
