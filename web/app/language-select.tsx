import type { JSX } from "preact";
import { text } from "../ui/text.ts";

// The languages offered; any other can be asked for over the API.
const LANGUAGES = ["ar", "de", "en", "es", "fr", "hi", "it", "ja", "ko", "nl", "pl", "pt", "ru", "sv", "tr", "uk", "zh"];

/** Which language something is in. */
export function LanguageSelect({ id, value, onChange }: { id: string; value: string; onChange: (tag: string) => void }): JSX.Element {
  return (
    <select id={id} value={value} onChange={(change) => onChange(change.currentTarget.value)}>
      {LANGUAGES.map((tag) => (
        <option key={tag} value={tag}>
          {text.own.language_name(tag)}
        </option>
      ))}
    </select>
  );
}

/** The browser's language where it is offered; English otherwise. */
export function browserLanguage(): string {
  const tag = navigator.language.split("-")[0] ?? "";
  return LANGUAGES.includes(tag) ? tag : "en";
}
