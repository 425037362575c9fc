/** A part of a course, in an order of its own. */
export interface ModuleRecord {
  readonly id: string
  readonly courseId: string
  readonly title: string
  /** A fractional index: between two positions there is always another. Compared byte by byte. */
  readonly position: string
  /** Increases with every change; the version of the module's events. */
  readonly version: bigint
}
