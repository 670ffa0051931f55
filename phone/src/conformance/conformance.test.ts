import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startFixture } from './fixture.ts';
import { type JsdomPhone, openInJsdom } from './jsdom-phone.ts';

/** What a native mini-program may rely on; runs the built fixture in jsdom. Layout: see layout.test.ts. */
let fixture: Awaited<ReturnType<typeof startFixture>>;
let phone: JsdomPhone;

beforeAll(async () => {
  fixture = await startFixture();
});
beforeEach(async () => {
  phone = await openInJsdom(fixture.phone.url);
  return () => {
    expect(phone.errors).toEqual([]);
    phone.close();
  };
});
afterAll(() => fixture.close());

describe('building', () => {
  test('the fixture builds without an error, sub-packages and npm-free components included', () => {
    const { build } = fixture.phone;
    expect(build.errors).toEqual([]);
    expect(build.pages).toContain('package-a/pages/inner/inner');
    expect(build.components).toContain('components/generic-item/generic-item');
  });
});

describe('life cycle', () => {
  test('app, page and components come up in WeChat’s order', () => {
    const order = [
      'app launch pages/main/main',
      'app show',
      'child attached',
      'load {}',
      'show',
      'child ready',
      'ready',
    ];
    expect(phone.log.filter((event) => order.includes(event)).filter(isFirst)).toEqual(order);
  });

  test('a component is created, attached and ready once each', () => {
    const own = phone.log.filter((event) => /^child (created|attached|ready)$/.test(event));
    expect(own.sort()).toEqual(
      ['attached', 'attached', 'created', 'created', 'ready', 'ready'].map((one) => `child ${one}`),
    );
  });

  test('a behavior’s lifetimes run, also of a behavior inside a behavior', () => {
    expect(phone.log).toContain('behavior attached');
    expect(phone.page.selectAllComponents('.child')[0]?.origin()).toBe('outer');
    expect(phone.text('#parent')).toContain('inner-outer');
  });

  test('components are told when their page goes', async () => {
    await phone.globals.wx.redirectTo?.({ url: '/pages/second/second' });
    expect(phone.log).toContain('child detached k1');
  });
});

describe('data', () => {
  test('a property’s observer gets the new and the old value', () => {
    expect(phone.log).toContain('count 1 -> 3');
  });

  test('observers see single fields, everything below a field, and pure data', () => {
    expect(phone.log).toContain('deep {"list":[{"value":5}]}');
    expect(phone.log).toContain('pure 2');
    expect(phone.text('#parent')).toContain('k1:6:');
  });

  test('pure data stays out of the template', () => {
    expect(phone.text('#parent')).toContain(':hidden');
  });

  test('setData with paths changes what branches and lists show', () => {
    phone.page.setData({ n: 9, 'matrix[1][0]': 'Z', 'object.c': 3 });
    expect(phone.text('#branches')).toBe('many');
    expect(phone.text('#nested')).toBe('00a;01b;10Z;');
    expect(phone.text('#object')).toBe('a=1;b=2;c=3;');
  });

  test('a keyed list keeps its component instances when it is reordered', () => {
    const serials = () => phone.page.selectAllComponents('.child').map(({ data }) => data.serial);
    const [first, second] = serials();
    phone.page.setData({
      rows: [
        { id: 'k2', count: 4 },
        { id: 'k3', count: 1 },
        { id: 'k1', count: 3 },
      ],
    });
    expect(serials()).toEqual([second, expect.any(Number), first]);
  });
});

describe('components', () => {
  test('relations link both ways', () => {
    expect(phone.log).toContain('child linked to P');
    expect(phone.log).toContain('parent linked to k1');
    const parent = phone.page._$.getShadowRoot().querySelector('#parent');
    expect(parent?.getMethodCaller().countChildren?.()).toBe(2);
  });

  test('selectComponent answers what the component exports', () => {
    expect(phone.page.selectComponent('#parent')).toEqual({ exported: 42 });
  });

  test('selectAllComponents answers the instances', () => {
    const greetings = phone.page.selectAllComponents('.child').map((child) => child.greet());
    expect(greetings).toEqual(['hello k1', 'hello k2']);
  });

  test('slots, generics, app-level and virtual-host components are drawn', () => {
    expect(phone.text('#parent')).toContain('HEAD');
    expect(phone.text('#parent')).toContain('generic-x;generic-y;');
    expect(phone.document.body.textContent).toContain('global note');
    expect(phone.document.body.textContent).toContain('virtual 1slotted');
    expect(phone.document.querySelector('virtual')).toBeNull();
  });
});

describe('templates', () => {
  test('lists, nested and over objects', () => {
    expect(phone.text('#nested')).toBe('00a;01b;10c;');
    expect(phone.text('#object')).toBe('a=1;b=2;');
  });

  test('wx:if, wx:elif and wx:else show one branch', () => {
    expect(phone.text('#branches')).toBe('two');
  });

  test('expressions', () => {
    expect(phone.text('#expressions')).toBe('3 y aT 1 c false true 2T');
  });

  test('templates by fixed and by computed name, spread data, and include', () => {
    expect(phone.text('#templates')).toBe('1-2-DA-C-D');
    expect(phone.document.body.textContent).toContain('included T');
  });

  test('an element with hidden is not shown', () => {
    expect(phone.find('#hidden').hasAttribute('hidden')).toBe(true);
    phone.page.setData({ flag: false });
    expect(phone.find('#hidden').hasAttribute('hidden')).toBe(false);
  });
});

describe('WXS', () => {
  test('files, requires and inline modules run with WXS’s own meaning of constructor and \\d', () => {
    expect(phone.text('#wxs')).toBe('Array:42 2 -1 true ABC');
  });

  test('event responders change their element and call the page', () => {
    phone.tap('#responder');
    expect(phone.log).toContain('pressed {"n":2}');
    expect(phone.find('#responder').className).toContain('pressed');
  });

  test('change:prop tells a responder about the new value', async () => {
    expect(phone.find('#responder').style.opacity).toBe('0.4');
    phone.page.setData({ flag: false });
    await phone.frames();
    expect(phone.find('#responder').style.opacity).toBe('1');
  });
});

describe('events', () => {
  beforeEach(() => {
    phone.log.length = 0;
  });

  test('a tap is captured, bubbles, and carries marks and datasets', () => {
    phone.tap('#bubbling');
    expect(phone.log).toEqual([
      'capture',
      'middle {"fooBar":"fb","camelcase":"cc","object":{"a":1,"b":2}}',
      'outer {"second":2,"first":"M"} bubbling outer',
    ]);
  });

  test('catch stops a tap', () => {
    phone.tap('#caught');
    expect(phone.log).toEqual(['capture', 'inner']);
  });

  test('a composed custom event leaves its component and bubbles', () => {
    const child = [...phone.document.querySelectorAll('wx-view')].find((view) =>
      view.textContent?.startsWith('k1:'),
    );
    if (child) phone.tap(child);
    expect(phone.log).toEqual(['told k1']);
  });

  test('a disabled button is not tapped', () => {
    phone.tap('#disabled');
    expect(phone.log).toEqual([]);
  });

  test('model:value binds both ways', () => {
    const input = phone.find('#model').querySelector('input');
    if (input === null) throw new Error('no input');
    input.value = 'typed';
    const event = phone.document.createEvent('Event');
    event.initEvent('input', true);
    input.dispatchEvent(event);
    expect(phone.text('#model-text')).toBe('typed');
    phone.page.setData({ model: 'back' });
    expect(input.value).toBe('back');
  });

  test('a form submits the values of all its fields', () => {
    const second = phone.document.querySelectorAll('wx-checkbox')[1];
    if (second) phone.tap(second);
    phone.tap('#submit');
    expect(phone.log).toEqual(['submit {"user":"u1","choices":["c1","c2"],"on":true}']);
  });
});

function isFirst(event: string, index: number, all: readonly string[]): boolean {
  return all.indexOf(event) === index;
}
