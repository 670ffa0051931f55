const FORM = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text has the form of our own ids, which none but those can have: any other is not looked for among them. */
export function isOwnId(text: string): boolean {
  return FORM.test(text);
}
