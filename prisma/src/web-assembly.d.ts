/** The part of WebAssembly that we use: it is declared in TypeScript's library for browsers only. */
declare namespace WebAssembly {
  type ModuleImports = Record<string, unknown>
  interface Instance {
    readonly exports: Record<string, unknown>
  }
  function instantiate(
    bytes: Uint8Array,
    imports: Record<string, ModuleImports>,
  ): Promise<{ readonly instance: Instance }>
}
