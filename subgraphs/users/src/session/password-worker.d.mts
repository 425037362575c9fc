/** What a password thread is asked to do; `password` is a digest of the real one. */
export type PasswordTask =
  | { readonly kind: 'hash'; readonly password: string; readonly cost: number }
  | { readonly kind: 'verify'; readonly password: string; readonly hash: string }

/** Answers the hash, or whether the password belongs to it. */
export default function run(task: PasswordTask): string | boolean
