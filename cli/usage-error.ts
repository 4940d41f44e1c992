/** The command was used wrongly: exit code 2. The message says what, where and how to mend it. */
export class UsageError extends Error {}
