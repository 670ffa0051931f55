import type { ObjectSchema } from './check-schema.ts';
import { type ControlRoute, controlTags, route } from './control-route.ts';

/** Answers the description of the control API, made from the routes themselves. */
export function describeControl(routes: () => readonly ControlRoute[]): ControlRoute {
  return route({
    method: 'GET',
    path: '/openapi.json',
    tag: 'state',
    summary: 'This API as OpenAPI 3.1, made from what checks its input',
    answers: 'the document',
    run: () => openApi(routes()),
  });
}

function openApi(routes: readonly ControlRoute[]): unknown {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const one of routes) {
    const operations = paths[one.path] ?? {};
    operations[one.method.toLowerCase()] = describe(one);
    paths[one.path] = operations;
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Control API of the simulated WeChat Pay',
      version: '1',
      description:
        'Drives the payer, the clock, the keys and the faults of a simulator. JSON in and out whatever the content ' +
        'type; errors are {error} with 400, 404, 405, 409 or 413. It hands out keys to whoever asks: they are worth nothing.',
    },
    servers: [{ url: '/_simulator' }],
    tags: controlTags.map((name) => ({ name })),
    paths,
    components: {
      responses: {
        Refused: {
          description: 'Not done; the sentence says why',
          content: { 'application/json': { schema: errorSchema } },
        },
      },
    },
  };
}

const errorSchema = {
  type: 'object',
  required: ['error'],
  properties: { error: { type: 'string' } },
};

function describe({ method, path, tag, summary, answers, query, body }: ControlRoute): unknown {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const parameters = [
    ...names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
    ...Object.entries(query?.properties ?? {}).map(([name, schema]) => ({
      name,
      in: 'query',
      schema,
    })),
  ];
  return {
    operationId: `${method.toLowerCase()}${path.replace(/[^A-Za-z]+(\w)/g, (_, next: string) => next.toUpperCase()).replace(/\W/g, '')}`,
    tags: [tag],
    summary,
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined ? {} : { requestBody: requestBody(body) }),
    responses: {
      200: {
        description: answers,
        content: { 'application/json': { schema: { type: 'object' } } },
      },
      '4XX': { $ref: '#/components/responses/Refused' },
    },
  };
}

function requestBody(schema: ObjectSchema): unknown {
  const required = (schema.required ?? []).length > 0;
  return { required, content: { 'application/json': { schema } } };
}
