import type { NewEvent } from '@lyceum/events'

import type { ModuleRecord } from './module.ts'

/** The state of a module that other subgraphs may keep. */
export function moduleEvent(module: ModuleRecord, { isRemoved = false } = {}): NewEvent<'module.changed'> {
  const { id: moduleId, courseId, title, position } = module
  return {
    type: 'module.changed',
    aggregateId: moduleId,
    aggregateVersion: Number(module.version),
    payload: { moduleId, courseId, title, position, isRemoved },
  }
}
