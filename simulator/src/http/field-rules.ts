import { paramError, type Refusal } from '../platform/refusal.ts';

/** One field of a request, with the Chinese label that WeChat's messages call it by. Lengths count UTF-8 bytes. */
type FieldRule =
  | {
      readonly type: 'text';
      readonly label: string;
      readonly required?: boolean;
      readonly min?: number;
      readonly max: number;
      readonly pattern?: RegExp;
      /** The pattern as WeChat's message spells it, when that is not our spelling. */
      readonly patternText?: string;
    }
  | {
      readonly type: 'integer';
      readonly label: string;
      readonly required?: boolean;
      readonly min?: number;
    }
  | { readonly type: 'boolean'; readonly label: string; readonly required?: boolean }
  | {
      readonly type: 'object';
      readonly label: string;
      readonly required?: boolean;
      readonly fields: FieldTable;
      /** The most bytes of the compact JSON text. */
      readonly max?: number;
    }
  | {
      readonly type: 'list';
      readonly label: string;
      readonly required?: boolean;
      readonly item: FieldRule;
      readonly min?: number;
    };

/** The fields of an object by name, in the order they are checked. */
export type FieldTable = Readonly<Record<string, FieldRule>>;

/** Where a value came from: the first part of its pointer and the `location` of its error. */
export type FieldSource = 'body' | 'uri_template';

/**
 * Checks values against their table in WeChat's own words: presence, type, then rule, field by field; unknown fields last.
 *
 * @throws Refusal 400 PARAM_ERROR for the first fault found.
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012081709
 */
export function checkFields(
  value: Readonly<Record<string, unknown>>,
  fields: FieldTable,
  location: FieldSource,
): void {
  checkTable(value, fields, { location, path: `/${location}` });
  const unknown = unknownPointers(value, fields, `/${location}`);
  if (unknown.length > 0) {
    const detail = { location: null, value: unknown };
    throw paramError('请求中含有未在API文档中定义的参数', detail, 270924358);
  }
}

interface Place {
  readonly location: FieldSource;
  readonly path: string;
}

function checkTable(value: Readonly<Record<string, unknown>>, fields: FieldTable, at: Place): void {
  for (const [name, rule] of Object.entries(fields)) {
    const place = { location: at.location, path: `${at.path}/${name}` };
    if (Object.hasOwn(value, name)) checkValue(value[name], rule, place);
    else if (rule.required) throw missing(rule, place);
  }
}

function checkValue(value: unknown, rule: FieldRule, at: Place): void {
  switch (rule.type) {
    case 'text':
      if (typeof value !== 'string') throw wrongType(rule, at, '一个 string 类型的 Json 值');
      checkText(value, rule, at);
      return;
    case 'integer':
      if (!Number.isSafeInteger(value)) throw wrongType(rule, at, '一个合法的 64 位有符号整数');
      if (rule.min !== undefined && Number(value) < rule.min)
        throw belowMinimum(rule, at, rule.min);
      return;
    case 'boolean':
      if (typeof value !== 'boolean') throw wrongType(rule, at, '一个 bool 类型的 Json 值');
      return;
    case 'object':
      if (!isObject(value)) throw wrongType(rule, at, '一个 object 类型的 Json 值');
      checkTable(value, rule.fields, at);
      checkObjectSize(value, rule, at);
      return;
    case 'list':
      if (!Array.isArray(value)) throw wrongType(rule, at, '一个 array 类型的 Json 值');
      if (value.length < (rule.min ?? 0)) {
        throw breaksRule(
          rule,
          at,
          `数组长度 ${value.length}，小于最小值 ${rule.min}`,
          value.length,
        );
      }
      value.forEach((item, index) => {
        checkValue(item, rule.item, { location: at.location, path: `${at.path}/${index}` });
      });
  }
}

function checkText(text: string, rule: FieldRule & { type: 'text' }, at: Place): void {
  const bytes = Buffer.byteLength(text);
  if (bytes === 0) throw breaksRule(rule, at, '字符数 0，小于最小值 1', 0);
  if (rule.min !== undefined && bytes < rule.min) {
    throw breaksRule(rule, at, `字节数 ${bytes}，小于最小值 ${rule.min}`, bytes);
  }
  if (bytes > rule.max)
    throw breaksRule(rule, at, `字节数 ${bytes}，大于最大值 ${rule.max}`, bytes);
  if (rule.pattern !== undefined && !rule.pattern.test(text)) {
    const pattern = rule.patternText ?? rule.pattern.source;
    throw breaksRule(rule, at, `字符串必须匹配正则表达式“${pattern}”`);
  }
  if (/[\u{10000}-\u{10ffff}]/u.test(text))
    throw breaksRule(rule, at, '含有不支持的四字节 UTF-8 字符');
}

function checkObjectSize(value: unknown, rule: FieldRule & { type: 'object' }, at: Place): void {
  const bytes = Buffer.byteLength(JSON.stringify(value));
  if (rule.max !== undefined && bytes > rule.max) {
    throw breaksRule(rule, at, `字节数 ${bytes}，大于最大值 ${rule.max}`, bytes);
  }
}

function unknownPointers(value: unknown, fields: FieldTable, path: string): string[] {
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, item]) => {
    const here = `${path}/${name}`;
    const rule = Object.hasOwn(fields, name) ? fields[name] : undefined;
    return rule === undefined ? [here] : unknownInside(item, rule, here);
  });
}

function unknownInside(value: unknown, rule: FieldRule, path: string): string[] {
  if (rule.type === 'object') return unknownPointers(value, rule.fields, path);
  if (rule.type !== 'list' || !Array.isArray(value)) return [];
  return value.flatMap((item, index) => unknownInside(item, rule.item, `${path}/${index}`));
}

function missing(rule: FieldRule, at: Place): Refusal {
  const message = `输入源“${at.path}”映射到字段“${rule.label}”必填性规则校验失败，此字段为必填项`;
  return paramError(message, { location: at.location });
}

function wrongType(rule: FieldRule, at: Place, wanted: string): Refusal {
  const message = `无法将 JSON 输入源“${at.path}”映射到目标字段“${rule.label}”中，此字段需要${wanted}`;
  return paramError(message, { location: at.location });
}

function breaksRule(rule: FieldRule, at: Place, fault: string, measured?: number): Refusal {
  const kind = { text: '字符串', integer: '数值', boolean: '布尔', object: '对象', list: '数组' }[
    rule.type
  ];
  const message = `输入源“${at.path}”映射到值字段“${rule.label}”${kind}规则校验失败，${fault}`;
  const detail =
    measured === undefined ? { location: at.location } : { location: at.location, value: measured };
  return paramError(message, detail, 268435464);
}

function belowMinimum(rule: FieldRule, at: Place, min: number): Refusal {
  const message = `输入源“${at.path}”映射到数值字段“${rule.label}”规则校验失败，值低于最小值 ${min}`;
  return paramError(message, { location: at.location }, 268435464);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
