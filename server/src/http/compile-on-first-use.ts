import validators from '@fastify/ajv-compiler';
import serializers from '@fastify/fast-json-stringify-compiler';
import type { FastifySchemaCompiler, FastifySerializerCompiler } from 'fastify';
import type { HttpApp } from './http-app.ts';

/**
 * Puts off the compilers of schemas, Fastify's own, until a route is asked for the first time: compiling a hundred
 * routes with all their answers is a quarter of a start, and most of them are not asked in the first minute.
 */
export function compileOnFirstUse(app: HttpApp): void {
  const checking = validators()({}, { customOptions: STRICT });
  const writing = serializers()({}, {});
  app.setValidatorCompiler(putOffValidator((route) => checking(route)));
  app.setSerializerCompiler(
    putOffSerializer((route) => writing({ httpStatus: 'default', ...route })),
  );
}

/** What comes in is judged as it is: nothing is taken away, converted or filled in. */
const STRICT = { removeAdditional: false, coerceTypes: false, useDefaults: false } as const;

function putOffValidator(compile: FastifySchemaCompiler<unknown>): FastifySchemaCompiler<unknown> {
  return (route) => {
    let compiled: ReturnType<typeof compile> | null = null;
    const validate: ReturnType<typeof compile> = (value) => {
      compiled ??= compile(route);
      const verdict = compiled(value);
      // Fastify reads what was wrong from the function that it asked.
      validate.errors = compiled.errors ?? null;
      return verdict;
    };
    return validate;
  };
}

function putOffSerializer(
  compile: FastifySerializerCompiler<unknown>,
): FastifySerializerCompiler<unknown> {
  return (route) => {
    let compiled: ReturnType<typeof compile> | null = null;
    return (answer) => {
      compiled ??= compile(route);
      return compiled(answer);
    };
  };
}
