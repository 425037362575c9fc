/** A failed set-up step; its message tells a person what to do. */
export class SetupError extends Error {}
