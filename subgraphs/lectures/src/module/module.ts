/** What this subgraph keeps of a module. */
export interface ModuleRecord {
  readonly id: string
  readonly courseId: string
}
