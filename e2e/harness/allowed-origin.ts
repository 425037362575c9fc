/** Whose pages may open sockets, on every platform of the suite. */
export const allowedOrigin = 'https://learn.example.org'
