/** The part of JSON Schema that the control API describes its input with. */
export type Schema = Readonly<{
  type?: SchemaType | readonly SchemaType[];
  description?: string;
  enum?: readonly unknown[];
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  items?: Schema;
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  additionalProperties?: boolean | Schema;
}>;

type SchemaType = 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean' | 'null';

/** A schema of an object. */
export type ObjectSchema = Schema & { readonly type: 'object' };

/** An object with these members and no others. */
export function objectSchema(
  properties: Readonly<Record<string, Schema>>,
  required: readonly string[] = [],
): ObjectSchema {
  return { type: 'object', properties, required, additionalProperties: false };
}

/** Says in one sentence what is wrong with a value; `undefined` when it fits. */
export function checkSchema(value: unknown, schema: Schema, name = 'body'): string | undefined {
  const types = schema.type === undefined ? [] : [schema.type].flat();
  if (types.length > 0 && !types.some((type) => isOf(value, type))) {
    return `${name} must be ${types.join(' or ')}`;
  }
  if (schema.enum !== undefined && !schema.enum.includes(value)) {
    return `${name} must be one of ${schema.enum.map((one) => JSON.stringify(one)).join(', ')}`;
  }
  if (typeof value === 'number') return checkNumber(value, schema, name);
  if (typeof value === 'string') return checkText(value, schema, name);
  if (Array.isArray(value)) {
    const { items = {} } = schema;
    return firstFault(
      value.map((item, index) => () => checkSchema(item, items, `${name}/${index}`)),
    );
  }
  return typeof value === 'object' && value !== null
    ? checkMembers(value, schema, name)
    : undefined;
}

function isOf(value: unknown, type: SchemaType): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'integer':
      return Number.isSafeInteger(value);
    default:
      return typeof value === type;
  }
}

function checkNumber(value: number, schema: Schema, name: string): string | undefined {
  const { minimum = -Infinity, maximum = Infinity, exclusiveMinimum = -Infinity } = schema;
  if (value < minimum) return `${name} must be at least ${minimum}`;
  if (value > maximum) return `${name} must be at most ${maximum}`;
  return value > exclusiveMinimum ? undefined : `${name} must be above ${exclusiveMinimum}`;
}

function checkText(value: string, schema: Schema, name: string): string | undefined {
  const { minLength = 0, maxLength = Infinity, pattern } = schema;
  if (value.length < minLength) return `${name} must have at least ${minLength} characters`;
  if (value.length > maxLength) return `${name} must have at most ${maxLength} characters`;
  if (pattern === undefined || new RegExp(pattern, 'u').test(value)) return undefined;
  return `${name} must match ${pattern}`;
}

function checkMembers(value: object, schema: Schema, name: string): string | undefined {
  const { properties = {}, required = [], additionalProperties = true } = schema;
  const missing = required.find((member) => !Object.hasOwn(value, member));
  if (missing !== undefined) return `${name} must have ${missing}`;
  return firstFault(
    Object.entries(value).map(([member, item]) => () => {
      const known = Object.hasOwn(properties, member) ? properties[member] : additionalProperties;
      if (known === false) return `${name} must not have ${member}`;
      return known === true || known === undefined
        ? undefined
        : checkSchema(item, known, `${name}/${member}`);
    }),
  );
}

function firstFault(checks: readonly (() => string | undefined)[]): string | undefined {
  for (const check of checks) {
    const fault = check();
    if (fault !== undefined) return fault;
  }
  return undefined;
}
