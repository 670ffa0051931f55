import type { ServerOptions } from '@yifen/server';
import type { Language } from '../terminal.ts';
import type { DemoFolder } from './demo-folder.ts';

/** Somebody who can sign in to the demo's console. */
export interface DemoPerson {
  readonly email: string;
  readonly password: string;
  readonly role: 'owner' | 'finance';
}

/**
 * Two people, so that one can approve what the other asks for.
 *
 * @param mchid In a database that outlives the demo: people of an earlier demo have other passwords. Else null.
 */
export function demoPeople(
  { passwords }: Pick<DemoFolder, 'passwords'>,
  mchid: string | null,
): readonly DemoPerson[] {
  const host = mchid === null ? 'demo.yifen' : `${mchid}.demo.yifen`;
  return Object.freeze([
    { email: `owner@${host}`, password: passwords.owner, role: 'owner' },
    { email: `finance@${host}`, password: passwords.finance, role: 'finance' },
  ]);
}

/** The same people as the server takes them. */
export function peopleOf(
  people: readonly DemoPerson[],
  language: Language,
): NonNullable<ServerOptions['people']> {
  const names =
    language === 'zh' ? { owner: '店主', finance: '财务' } : { owner: 'Owner', finance: 'Finance' };
  return people.map((person) => ({ ...person, name: names[person.role] }));
}
