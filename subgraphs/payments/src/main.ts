import { createTypstRenderer } from '@lyceum/ports/pdf/typst'
import { runSubgraph } from '@lyceum/service'

import { readEnvironment } from './environment.ts'
import { reconcileCommand } from './reconciliation/reconcile.command.ts'
import { createPaymentsSubgraph } from './subgraph.ts'

await runSubgraph({
  name: 'payments',
  readEnvironment: () => readEnvironment(process.env),
  create(dependencies, { paymentSecret, publicUrl, stripe }, { closers }) {
    const pdf = createTypstRenderer()
    closers.add(() => pdf.close())
    return createPaymentsSubgraph({
      ...dependencies,
      pdf,
      paymentSecret,
      publicUrl: () => publicUrl,
      ...(stripe !== null && { stripe }),
    })
  },
  commands: [reconcileCommand],
})
