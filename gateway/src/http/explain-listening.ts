export interface ListenAddress {
  readonly host: string
  readonly port: number
}

/** Why nothing can listen there, for whoever set `HOST` and `PORT`. */
export function explainListening(cause: unknown, { host, port }: ListenAddress): Error {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'
  return new Error(reasons[code]?.(host, port) ?? `Nothing can listen on ${host}:${port} (${code})`, {
    cause,
  })
}

const unknownHost = (host: string): string => `HOST ${host} is no address, and no name that resolves to one`

const reasons: Readonly<Record<string, (host: string, port: number) => string>> = {
  EADDRINUSE: (host, port) =>
    `Port ${port} of ${host} is taken. Choose another one: PORT=${port + 1} npm start`,
  EADDRNOTAVAIL: (host) => `HOST ${host} is no address of this machine`,
  EACCES: (_host, port) => `Port ${port} is not for everybody on this machine; choose one above 1023`,
  ENOTFOUND: unknownHost,
  EAI_AGAIN: unknownHost,
  EINVAL: unknownHost,
}
