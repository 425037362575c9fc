/** Every subgraph, written down a second time on purpose: the suite notices when one is missing. */
export const subgraphNames = [
  'users',
  'courses',
  'lectures',
  'enrollments',
  'assessments',
  'payments',
  'certificates',
  'media',
  'notifications',
] as const
