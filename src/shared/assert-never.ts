/** Proves that a `switch` over a tagged union is complete; reached at run time only if a border let a foreign value in. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected case: ${JSON.stringify(value)}`);
}
