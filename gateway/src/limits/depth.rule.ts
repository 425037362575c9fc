import { Kind } from 'graphql'
import type { FragmentDefinitionNode, SelectionSetNode, ValidationContext, ValidationRule } from 'graphql'

import { tooComplex } from './too-complex.ts'

/**
 * Refuses operations with more than `maxDepth` levels of fields. Introspection does not count: graphql-js bounds it itself
 * (`MaxIntrospectionDepthRule`), and GraphiQL's own query is deep.
 */
export function limitDepth(maxDepth: number): ValidationRule {
  return (context) => {
    const measureSelections = createDepthMeasure(context)
    return {
      OperationDefinition(operation) {
        if (measureSelections(operation.selectionSet) > maxDepth) {
          context.reportError(tooComplex('The operation is nested too deeply', operation))
        }
      },
    }
  }
}

/** Every fragment is measured once, however often it is spread; a cycle, which another rule reports, counts as nothing. */
function createDepthMeasure(context: ValidationContext): (selectionSet: SelectionSetNode) => number {
  const fragmentDepths = new Map<string, number>()

  function measureFragment(fragment: FragmentDefinitionNode | null | undefined): number {
    if (fragment == null) return 0
    const name = fragment.name.value
    const known = fragmentDepths.get(name)
    if (known !== undefined) return known
    fragmentDepths.set(name, 0)
    const depth = measureSelections(fragment.selectionSet)
    fragmentDepths.set(name, depth)
    return depth
  }

  function measureSelections(selectionSet: SelectionSetNode): number {
    let deepest = 0
    for (const selection of selectionSet.selections) {
      let depth: number
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        depth = measureFragment(context.getFragment(selection.name.value))
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        depth = measureSelections(selection.selectionSet)
      } else if (selection.name.value.startsWith('__')) {
        depth = 0
      } else {
        depth = 1 + (selection.selectionSet === undefined ? 0 : measureSelections(selection.selectionSet))
      }
      deepest = Math.max(deepest, depth)
    }
    return deepest
  }

  return measureSelections
}
