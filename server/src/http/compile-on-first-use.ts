import validators from '@fastify/ajv-compiler';
import serializers from '@fastify/fast-json-stringify-compiler';
import type { FastifySchemaCompiler, FastifySerializerCompiler } from 'fastify';
import type { HttpApp } from './http-app.ts';

/**
 * Puts off the compilers of schemas, Fastify's own, until a route is asked for the first time: compiling a hundred
 * routes with all their answers is a third of a start, and most of them are not asked in the first minute.
 */
export function compileOnFirstUse(app: HttpApp): void {
  const { validator, serializer } = schemaCompilers();
  app.setValidatorCompiler(putOffValidator(validator));
  app.setSerializerCompiler(putOffSerializer(serializer));
}

/** The compilers themselves: what they refuse would otherwise show when the route is first asked. */
export function schemaCompilers(): {
  readonly validator: FastifySchemaCompiler<unknown>;
  readonly serializer: FastifySerializerCompiler<unknown>;
} {
  const checking = validators()({}, { customOptions: STRICT });
  const writing = serializers()({}, {});
  return {
    validator: (route) => checking(route),
    serializer: (route) => writing({ httpStatus: 'default', ...route }),
  };
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
