import { expect, test } from 'vitest';
import { houseOf } from '../create-merchants.ts';
import { createTestPorts } from '../testing/create-test-ports.ts';
import { schemaCompilers } from './compile-on-first-use.ts';
import { createHttpApp } from './create-http-app.ts';
import { routesOf } from './route-table.ts';

test('the schemas of every route compile, though none is compiled before it is asked', async () => {
  const app = await createHttpApp(houseOf(await createTestPorts()));
  const { validator, serializer } = schemaCompilers();
  let [inputs, answers] = [0, 0];
  for (const { method, url, schema } of routesOf(app)) {
    const place = { method, url };
    for (const part of [schema.body, schema.params, schema.querystring, schema.headers]) {
      if (part === undefined) continue;
      expect(() => validator({ ...place, schema: part }), `${method} ${url}`).not.toThrow();
      inputs += 1;
    }
    for (const [httpStatus, answer] of Object.entries(Object(schema.response))) {
      for (const part of schemasOf(answer)) {
        const route = { ...place, httpStatus, schema: part };
        expect(() => serializer(route), `${method} ${url} ${httpStatus}`).not.toThrow();
        answers += 1;
      }
    }
  }
  expect(inputs).toBeGreaterThan(80);
  expect(answers).toBeGreaterThan(80);
});

/** An answer may be of several media types, each with a schema of its own. */
function schemasOf(answer: unknown): readonly unknown[] {
  const { content } = Object(answer);
  if (content === undefined) return [answer];
  return Object.values(content).map((media) => Object(media).schema ?? {});
}
