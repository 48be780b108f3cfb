import { ask, Refused } from "./api.ts";
import { readCreated } from "./wire.ts";

// As in wire.ts: what decides is looked at, the rest is our server's word.

/** Fetches what has to look right. `forStrangers` is what a browser has that the server has never seen: nothing yet, which is no fault. */
export async function getAs<T>(path: string, isRight: (body: unknown) => body is T, forStrangers?: T): Promise<T> {
  try {
    return mustBe(await ask(path), isRight);
  } catch (error) {
    if (forStrangers !== undefined && error instanceof Refused && error.code === "unauthenticated") return forStrangers;
    throw error;
  }
}

/** Something of our server's that is not what it should be is a fault of ours. */
export function mustBe<T>(body: unknown, isRight: (body: unknown) => body is T): T {
  if (!isRight(body)) throw new Refused({ code: "internal", message: "" });
  return body;
}

/** The id of the session that an answer says has begun. */
export function mustBegin(body: unknown): string {
  const id = readCreated(body);
  if (id === null) throw new Refused({ code: "internal", message: "" });
  return id;
}
