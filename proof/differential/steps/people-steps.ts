import { createHash } from 'node:crypto';
import { type Call, call, type Dice, type StepKind, type View } from '../call.ts';
import { limitOf, merchantOf, recentOf, textOf } from './pools.ts';

type User = Parameters<typeof call<'addUser'>>[1];
type Attempts = Parameters<typeof call<'moveSignInAttempts'>>[2];

/** Those who work in the console: their places, logins, links and vain guesses. */
export const peopleSteps: readonly StepKind[] = [
  { name: 'add a person', weight: 4, draw: addPerson },
  { name: 'change a person', weight: 4, draw: changePerson },
  { name: 'give a place', weight: 3, draw: saveMembership },
  { name: 'sign in', weight: 4, draw: signIn },
  { name: 'use a link', weight: 3, draw: useLink },
  { name: 'guess', weight: 3, draw: guess },
];

const userIdOf = (dice: Dice): string => `user-${dice.between('user', 1, 4)}`;
const emailOf = (dice: Dice): string => `user-${dice.between('email', 1, 4)}@example.com`;
const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');
const PASSWORD = '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA';

function addPerson(dice: Dice, { nowMs, index }: View): readonly Call[] {
  const user: User = {
    // Ids are drawn by chance: nobody has one twice.
    id: `user-${index}`,
    email: emailOf(dice),
    name: textOf(dice, 'name'),
    passwordHash: dice.pick('password', [null, PASSWORD]),
    sealedTotp: dice.pick('totp', [null, 'v1.0a1b2c3d.AbC_-']),
    lastTotpStep: 0,
    recoveryDigests: dice.pick('recovery', [[], ['a', 'b']]),
    lastSignInAtMs: null,
    createdAtMs: nowMs,
    version: 1,
  };
  return [
    dice.chance('first', 0.2)
      ? call('createFirstUser', user, merchantOf(dice))
      : call('addUser', user),
  ];
}

function changePerson(dice: Dice, { seen, nowMs }: View): readonly Call[] {
  const before = recentOf(dice, 'user', seen.users);
  const id = before?.id ?? userIdOf(dice);
  const cursor = dice.chance('cursor', 0.3) ? id : null;
  const patch = dice.pick('patch', [
    { name: textOf(dice, 'name') },
    { passwordHash: `${PASSWORD}2`, lastSignInAtMs: nowMs },
    { sealedTotp: null, recoveryDigests: [] },
    { lastTotpStep: dice.between('step', 0, 9) },
  ]);
  return [
    dice.pick('person', [
      ...(before === null ? [] : [call('commitUser', before, patch)]),
      ...(before === null ? [] : [call('commitUser', before, patch)]),
      call('findPerson', id),
      call('findPersonByEmail', emailOf(dice)),
      call('listPeople', merchantOf(dice), { cursor, limit: limitOf(dice) }),
      call('hasUsers'),
    ]),
  ];
}

function saveMembership(dice: Dice, { seen }: View): readonly Call[] {
  const user = recentOf(dice, 'user', seen.users);
  if (user === null) return [];
  const role = dice.pick('role', ['owner', 'owner', 'finance']);
  const active = dice.chance('active', 0.7);
  return [call('saveMembership', { userId: user.id, merchantId: merchantOf(dice), role, active })];
}

function signIn(dice: Dice, { seen, nowMs }: View): readonly Call[] {
  const user = recentOf(dice, 'user', seen.users);
  if (user === null) return [];
  const login = {
    digest: digestOf(`login ${nowMs}`),
    userId: user.id,
    state: dice.pick('state', ['open', 'code', 'enrol'] as const),
    sealedTotp: null,
    createdAtMs: nowMs,
    seenAtMs: nowMs,
    expiresAtMs: nowMs + dice.between('life', 1, 3_000_000),
  };
  const known = (name: string) => recentOf(dice, name, seen.loginDigests) ?? digestOf('none');
  return [
    dice.pick('login step', [
      call('saveConsoleLogin', login),
      call('findConsoleLogin', known('found')),
      call('replaceConsoleLogin', known('former'), login),
      call('touchConsoleLogin', known('touched'), nowMs),
      call('endConsoleLogin', known('ended')),
      call('endConsoleLogins', user.id),
      call('sweepPeople', nowMs - dice.between('ago', 0, 3_000_000)),
    ]),
  ];
}

function useLink(dice: Dice, { seen, nowMs }: View): readonly Call[] {
  const user = recentOf(dice, 'user', seen.users);
  const kind = dice.pick('kind', ['invited', 'reset'] as const);
  const expiresAtMs = nowMs + dice.between('life', 1, 3_000_000);
  const link = { digest: digestOf(`link ${nowMs}`), kind, createdAtMs: nowMs, expiresAtMs };
  const known = recentOf(dice, 'known', seen.linkDigests) ?? digestOf('none');
  return [
    dice.pick('link step', [
      ...(user === null ? [] : [call('saveSignInLink', { ...link, userId: user.id })]),
      call('findSignInLink', known),
      call('takeSignInLink', known),
    ]),
  ];
}

function guess(dice: Dice, { seen, nowMs }: View): readonly Call[] {
  const key = digestOf(`guessed ${dice.between('guessed', 1, 3)}`);
  const before = recentOf(
    dice,
    'attempts',
    seen.attempts.filter((each) => each.key === key),
  );
  const after: Attempts = {
    key,
    failures: (before?.failures ?? 0) + 1,
    lockedUntilMs: dice.pick('locked', [0, nowMs + 60_000]),
    atMs: nowMs,
  };
  return [
    dice.pick('guess', [
      call('moveSignInAttempts', before, after),
      call('moveSignInAttempts', before, after),
      call('findSignInAttempts', [key]),
      call('clearSignInAttempts', key),
    ]),
  ];
}
