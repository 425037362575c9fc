import type { NewEvent } from '@lyceum/events'

import type { ProgramRecord } from './program.ts'

/** The state of a program that other subgraphs may keep. */
export function programEvent(
  type: 'program.updated' | 'program.deleted',
  program: ProgramRecord,
  courseIds: readonly string[],
): NewEvent<'program.updated' | 'program.deleted'> {
  const { id: programId, slug, title, version } = program
  return {
    type,
    aggregateId: programId,
    aggregateVersion: Number(version),
    payload: { programId, slug, title, courseIds: [...courseIds] },
  }
}
