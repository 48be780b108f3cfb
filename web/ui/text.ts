import { en } from "./text.en.ts";

/** Every word of the page. A language is one file of this type. */
export type Text = typeof en;

export const text: Text = en;
