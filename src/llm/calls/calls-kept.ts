/**
 * How long records of calls are kept: the operator's page looks back a month, and two more let last quarter's bill be explained. They hold the ids of
 * learners, so they do not stay longer than anybody looks at them.
 */
export const CALLS_KEPT_DAYS = 90;
