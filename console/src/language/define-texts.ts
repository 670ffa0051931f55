import { usePreference } from '../app/create-preference.ts';
import { type Language, language } from './language.ts';

/** The same texts for another language: each a string, a function with the same inputs, or a group of these. */
export type TextsLike<T> = {
  readonly [Key in keyof T]: T[Key] extends string
    ? string
    : T[Key] extends (...inputs: infer Inputs) => string
      ? (...inputs: Inputs) => string
      : TextsLike<T[Key]>;
};

/** What a page or component says, in every language. */
export type Texts<T> = Readonly<Record<Language, T>>;

/** Defines texts: Chinese is written first and says which there are, English must have the same. */
export function defineTexts<T>(texts: {
  readonly zh: T;
  readonly en: NoInfer<TextsLike<T>>;
}): Texts<TextsLike<T>> {
  return { zh: texts.zh as TextsLike<T>, en: texts.en };
}

/** The texts in the language of the moment. */
export function useTexts<T>(texts: Texts<T>): T {
  return texts[usePreference(language)];
}
