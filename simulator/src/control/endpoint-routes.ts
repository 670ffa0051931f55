import { platformOperations } from '../http/mini-program/platform-operations.ts';
import { operations } from '../http/operations/operations.ts';
import { type ControlRoute, route } from './control-route.ts';

/** What of WeChat is there, read from the tables that answer. */
export function endpointRoutes(): ControlRoute[] {
  return [
    route({
      method: 'GET',
      path: '/endpoints',
      tag: 'merchant and orders',
      summary: 'Every endpoint of WeChat that this simulator has, and its name in faults',
      answers: '{items: [{host, method, path, operation}]}',
      run: () => ({ items: [...merchantEndpoints(), session, ...platformEndpoints()] }),
    }),
  ];
}

const MERCHANT_HOST = 'api.mch.weixin.qq.com';
const PLATFORM_HOST = 'api.weixin.qq.com';

const session = {
  host: PLATFORM_HOST,
  method: 'GET',
  path: '/sns/jscode2session',
  operation: 'session',
};

function merchantEndpoints() {
  return operations.map(({ method, path, name }) => ({
    host: MERCHANT_HOST,
    method,
    path: readable(path),
    operation: name,
  }));
}

function platformEndpoints() {
  return platformOperations.map(({ method, path }) => ({
    host: PLATFORM_HOST,
    method,
    path,
    operation: 'platform',
  }));
}

/** `^\/v3\/x\/(?<id>[^/]+)$` as `/v3/x/{id}`. */
function readable({ source }: RegExp): string {
  return source
    .replace(/\(\?<(\w+)>.*?\)(?=\\\/|\/|\$|$)/g, '{$1}')
    .replaceAll('\\/', '/')
    .replace(/^\^|\$$/g, '');
}
