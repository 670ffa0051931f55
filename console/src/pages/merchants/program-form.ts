import type { MiniProgramChange, MiniProgramSetup, ProgramTemplate } from '@yifen/contract';

/** What a field of a template is filled with: something of the order, or `text`, which is the same in every message. */
export const fieldSources = [
  'outTradeNo',
  'description',
  'amount',
  'paidAt',
  'shippedAt',
  'carrier',
  'trackingNo',
  'text',
] as const;

/** One of {@link fieldSources}. */
export type FieldSource = (typeof fieldSources)[number];

/** A field as it is typed. */
export interface TypedField {
  /** Tells the lines of the form apart; never sent. */
  readonly key: number;
  readonly name: string;
  readonly source: FieldSource;
  /** Of the source `text`. */
  readonly text: string;
}

/** A message as it is typed; not `isOn`: the payer is not told. */
export interface TypedTemplate {
  readonly isOn: boolean;
  readonly templateId: string;
  readonly fields: readonly TypedField[];
}

/** What payers are told, as it is typed. */
export interface TypedMessages {
  readonly paid: TypedTemplate;
  readonly shipped: TypedTemplate;
  readonly orderPage: string;
}

/** As many fields as the server takes. */
export const mostFields = 12;

/** The form as the mini-program is. */
export function readMessages({
  paidTemplate,
  shippedTemplate,
  orderPage,
}: MiniProgramSetup): TypedMessages {
  return {
    paid: readTemplate(paidTemplate),
    shipped: readTemplate(shippedTemplate),
    orderPage: orderPage ?? '',
  };
}

/** What was changed, and only that; null: nothing, or something that the server would refuse. */
export function messagesChangeOf(
  program: MiniProgramSetup,
  typed: TypedMessages,
): MiniProgramChange | null {
  const paidTemplate = templateOf(typed.paid);
  const shippedTemplate = templateOf(typed.shipped);
  const orderPage = typed.orderPage.trim() === '' ? null : typed.orderPage.trim();
  if (paidTemplate === undefined || shippedTemplate === undefined) return null;
  if (orderPage !== null && !isOrderPage(orderPage)) return null;
  const change: MiniProgramChange = {
    ...(isSame(paidTemplate, program.paidTemplate) ? {} : { paidTemplate }),
    ...(isSame(shippedTemplate, program.shippedTemplate) ? {} : { shippedTemplate }),
    ...(orderPage === program.orderPage ? {} : { orderPage }),
  };
  return Object.keys(change).length === 0 ? null : change;
}

/** Does it look like the id of a template? */
export function isTemplateId(text: string): boolean {
  return /^[A-Za-z0-9_-]{4,64}$/.test(text);
}

/** Does it look like the name of a template's field, e.g. `thing1`? */
export function isFieldName(text: string): boolean {
  return /^[a-z_]{1,32}[0-9]{1,3}$/.test(text);
}

/** Does it look like a page of a mini-program? Such a path has no slash before it. */
export function isOrderPage(text: string): boolean {
  return /^[A-Za-z0-9_-]\S{0,1023}$/.test(text);
}

/**
 * The names that stand in the details of a template, as `{{thing1.DATA}}`, in their order; none when it is a name
 * that is being typed.
 */
export function namesIn(pasted: string): readonly string[] {
  const names = [...pasted.matchAll(/([a-z_]{1,32}[0-9]{1,3})\.DATA/g)].map(
    ([, name = '']) => name,
  );
  return [...new Set(names)].slice(0, mostFields);
}

/** What a field of this name is most likely filled with in a message of this kind. */
export function guessSource(name: string, kind: 'paid' | 'shipped'): FieldSource {
  if (/^(amount|number)\d/.test(name)) return 'amount';
  if (/^(time|date)\d/.test(name)) return kind === 'paid' ? 'paidAt' : 'shippedAt';
  return name.startsWith('character_string') ? 'outTradeNo' : 'description';
}

/** One more line of the form. */
export function newField(name: string, key: number, kind: 'paid' | 'shipped'): TypedField {
  return { key, name, source: guessSource(name, kind), text: '' };
}

/** The key of one more line. */
export function nextKey(fields: readonly TypedField[]): number {
  return Math.max(0, ...fields.map(({ key }) => key + 1));
}

/** The lines after names were pasted into one of them, which gives way; what is there already stays as it is. */
export function pasteNames(
  fields: readonly TypedField[],
  at: number,
  { names, kind }: { readonly names: readonly string[]; readonly kind: 'paid' | 'shipped' },
): readonly TypedField[] {
  const known = new Set(names);
  const others = fields.filter(({ name }, line) => name !== '' && (line !== at || known.has(name)));
  const there = new Set(others.map(({ name }) => name));
  const key = nextKey(fields);
  const added = names
    .filter((name) => !there.has(name))
    .map((name, more) => newField(name, key + more, kind));
  return [...others, ...added];
}

function readTemplate(template: ProgramTemplate | null): TypedTemplate {
  const fields = Object.entries(template?.fields ?? {}).map(([name, source], key): TypedField => {
    const isText = source.startsWith('"');
    const known = fieldSources.find((each) => each === source);
    return { key, name, source: known ?? 'text', text: isText ? source.slice(1) : '' };
  });
  return { isOn: template !== null, templateId: template?.templateId ?? '', fields };
}

/** Undefined: something that cannot be taken. */
function templateOf(typed: TypedTemplate): ProgramTemplate | null | undefined {
  if (!typed.isOn) return null;
  const templateId = typed.templateId.trim();
  const names = typed.fields.map(({ name }) => name.trim());
  if (!isTemplateId(templateId) || names.length === 0 || names.length > mostFields)
    return undefined;
  if (!names.every(isFieldName) || new Set(names).size < names.length) return undefined;
  const values = typed.fields.map(({ source, text }) => (source === 'text' ? `"${text}` : source));
  // A fixed text of nothing would be refused, and so would one above 200 characters.
  if (!values.every((value) => value.length > 1 && value.length <= 201)) return undefined;
  return {
    templateId,
    fields: Object.fromEntries(names.map((name, at) => [name, values[at] ?? ''])),
  };
}

function isSame(one: ProgramTemplate | null, other: ProgramTemplate | null): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
