import type { InstanceCounts } from './plan-instances.ts'
import { serviceNames } from './services.ts'

/** Reads `gateway=2`. @throws {Error} naming what it cannot read */
export function readInstanceCounts(texts: readonly string[]): InstanceCounts {
  return Object.fromEntries(
    texts.map((text) => {
      const [, name = '', count = ''] = /^([a-z]+)=([1-9]\d?)$/.exec(text) ?? []
      const service = serviceNames.find((known) => known === name)
      if (service === undefined)
        throw new Error(`"${text}" is not SERVICE=N with one of: ${serviceNames.join(', ')}`)
      return [service, Number(count)]
    }),
  )
}
