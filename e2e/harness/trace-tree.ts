import type { ReceivedSpan } from '@lyceum/testkit'

/** A span with what it caused. */
export interface TraceTree {
  readonly span: ReceivedSpan
  readonly children: readonly TraceTree[]
}

/** The trees of one trace: one, when nothing of it is missing. */
export function buildTrees(spans: readonly ReceivedSpan[], traceId: string): readonly TraceTree[] {
  const own = spans.filter((span) => span.traceId === traceId)
  const known = new Set(own.map(({ spanId }) => spanId))
  const grow = (span: ReceivedSpan): TraceTree => ({
    span,
    children: own.filter(({ parentSpanId }) => parentSpanId === span.spanId).map(grow),
  })
  return own.filter(({ parentSpanId }) => !known.has(parentSpanId)).map(grow)
}

/** One line a span, indented below what caused it; statements that stand side by side are counted. */
export function printTree({ span, children }: TraceTree, depth = 0): string {
  const [steps, statements] = [children.filter((child) => !isStatement(child)), children.filter(isStatement)]
  const indent = '  '.repeat(depth)
  const own = `${indent}${span.service}: ${span.name}`
  const sql = statements.length === 0 ? '' : ` (${statements.length} SQL)`
  return [own + sql, ...steps.map((step) => printTree(step, depth + 1))].join('\n')
}

/** `service: name` of everything from the root down to a span. */
export function pathTo(spans: readonly ReceivedSpan[], span: ReceivedSpan): readonly string[] {
  const parent = spans.find(({ spanId, traceId }) => traceId === span.traceId && spanId === span.parentSpanId)
  return [...(parent === undefined ? [] : pathTo(spans, parent)), `${span.service}: ${span.name}`]
}

function isStatement({ span }: TraceTree): boolean {
  return span.attributes['db.query.text'] !== undefined
}
