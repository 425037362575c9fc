import { createTypstRenderer } from '@lyceum/ports/pdf/typst'
import { openStorage, runSubgraph } from '@lyceum/service'

import { readEnvironment } from './environment.ts'
import { createCertificatesSubgraph } from './subgraph.ts'

await runSubgraph({
  name: 'certificates',
  readEnvironment: () => readEnvironment(process.env),
  async create(dependencies, { certificateSigningKeys, publicUrl, storage }, { closers }) {
    const links = { publicUrl: () => publicUrl }
    const { storage: opened } = await openStorage(storage, links)
    const pdf = createTypstRenderer()
    closers.add(() => pdf.close())
    return createCertificatesSubgraph({
      ...dependencies,
      ...links,
      storage: opened,
      pdf,
      certificateSigningKeys,
    })
  },
})
