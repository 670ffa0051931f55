import type { Declaration } from './read-declarations.ts';

/** What each room of the SDK is for; a page takes the longest name that fits. */
const rooms: Readonly<Record<string, string>> = {
  '': 'Clients, and what they are made of',
  adapters: 'Frameworks: doors for notifications',
  apis: 'Orders and payment',
  'apis/bills': 'Bills',
  'apis/combine': 'Combined orders',
  'apis/complaints': 'Complaints',
  'apis/media': 'Uploads',
  'apis/profit-sharing': 'Profit sharing',
  'apis/refunds': 'Refunds',
  'apis/transfers': 'Transfers to users',
  core: 'Signatures, keys, encryption',
  'core/bill': 'The rows of bills',
  'core/errors': 'Errors',
  'core/objects': 'WeChat’s objects',
  doctor: 'The doctor',
  http: 'One call',
  miniprogram: 'The mini-program platform',
  'miniprogram/messages': 'Message push',
  'miniprogram/shipping': 'Shipping information',
  'miniprogram/token': 'The access token',
  notifications: 'Notifications',
  'notifications/notices': 'What notifications tell',
};

const generated = '<!-- Written by `npm run reference` from the doc comments. -->';

/** Writes the pages of the reference: file name to text. */
export function renderReference(declarations: readonly Declaration[]): ReadonlyMap<string, string> {
  const byRoom = Map.groupBy(declarations, ({ module }) =>
    module.split('/').slice(0, -1).join('/'),
  );
  const pages = [...byRoom]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([room, own]) => ({
      file: `${room.replaceAll('/', '-') || 'clients'}.md`,
      title: rooms[room] ?? room,
      declarations: own.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    }));
  return new Map([
    ['README.md', renderIndex(pages)],
    ...pages.map((page) => [page.file, renderPage(page)] as const),
  ]);
}

interface Page {
  readonly file: string;
  readonly title: string;
  readonly declarations: readonly Declaration[];
}

function renderIndex(pages: readonly Page[]): string {
  const sections = pages.map(({ file, title, declarations }) =>
    [
      `## [${title}](${file})`,
      '',
      '| name | what it is |',
      '|---|---|',
      ...declarations.map(
        ({ name, doc }) => `| [\`${name}\`](${file}#${anchor(name)}) | ${cell(sentence(doc))} |`,
      ),
    ].join('\n'),
  );
  const head = `# Reference of \`@yifen/wechatpay\`

${generated}

Every public name with its type and its doc comment. Objects that WeChat defined keep WeChat's spelling; amounts are whole fen;
\`@see\` names the WeChat document that a name implements. How to use them together: [the guides](../../guide/en/README.md).`;
  return `${[head, ...sections].join('\n\n')}\n`;
}

function renderPage({ title, declarations }: Page): string {
  const head = `# ${title}\n\n${generated}`;
  return `${[head, ...declarations.map(renderDeclaration)].join('\n\n')}\n`;
}

function renderDeclaration({ name, kind, doc, text, door }: Declaration): string {
  const { prose, tags } = splitDoc(doc);
  const lines = [
    `## ${name}`,
    `*${kind}*, from \`${door}\`.`,
    ...(prose === '' ? [] : [prose]),
    ...(tags.length === 0 ? [] : [tags.map((tag) => `- ${tag}`).join('\n')]),
    `\`\`\`typescript\n${text}\n\`\`\``,
  ];
  return lines.join('\n\n');
}

/** The running text of a comment, and its tags with the lines that belong to each. */
function splitDoc(doc: string): { prose: string; tags: string[] } {
  const [prose = '', ...tags] = doc.split(/^(?=@\w+)/m);
  return {
    prose: prose.trim(),
    tags: tags.map((tag) => {
      const [, name = '', rest = ''] = /^@(\w+)\s*([\s\S]*)$/.exec(tag.trim()) ?? [];
      return `**${name}** ${rest.includes('```') ? rest : rest.replace(/\s*\n\s*/g, ' ')}`.trim();
    }),
  };
}

function sentence(doc: string): string {
  const [first = ''] = splitDoc(doc).prose.split(/\n\n/);
  const line = first.replaceAll('\n', ' ');
  return /^.*?[.;](?=\s|$)/.exec(line)?.[0] ?? line;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

function anchor(name: string): string {
  return name.toLowerCase();
}
