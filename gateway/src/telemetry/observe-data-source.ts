import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  context,
  metrics,
  propagation,
  trace,
} from '@opentelemetry/api'

import type { SubgraphDataSource } from '../data-source/subgraph-data-source.ts'

/** Every fetch is a span of its operation's trace, under which the subgraph goes on, and is measured. */
export function observeDataSource(subgraph: string, dataSource: SubgraphDataSource): SubgraphDataSource {
  const tracer = trace.getTracer('@lyceum/gateway')
  const duration = metrics
    .getMeter('@lyceum/gateway')
    .createHistogram('lyceum_gateway_fetch_duration_seconds', {
      description: 'How long the gateway waited for a subgraph',
      advice: { explicitBucketBoundaries: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10] },
    })

  return {
    ...dataSource,
    async execute(request) {
      const startedAt = performance.now()
      const parent = propagation.extract(ROOT_CONTEXT, request.headers)
      const span = tracer.startSpan(`fetch ${subgraph}`, { kind: SpanKind.CLIENT }, parent)
      const headers = { ...request.headers }
      const inSpan = trace.setSpan(parent, span)
      propagation.inject(inSpan, headers)
      const response = await context.with(inSpan, () => dataSource.execute({ ...request, headers }))
      const outcome = (response.errors?.length ?? 0) > 0 ? 'error' : 'ok'
      if (outcome === 'error') span.setStatus({ code: SpanStatusCode.ERROR })
      span.end()
      duration.record((performance.now() - startedAt) / 1_000, { subgraph, outcome })
      return response
    },
  }
}
