import { Type } from '@fastify/type-provider-typebox';
import { ROLES } from '../flows/roles.ts';

/** Input: unknown fields are refused, nothing is converted. */
const strict = { additionalProperties: false } as const;
const Time = Type.String({ format: 'date-time' });
const OptionalTime = Type.Union([Time, Type.Null()]);

/** What everybody calls himself by. */
const Email = Type.String({ minLength: 3, maxLength: 254 });
const PersonName = Type.String({ minLength: 1, maxLength: 80 });
/** Longer ones are refused where it is said why. */
const Password = Type.String({ minLength: 1, maxLength: 1_024 });
/** Six digits, or a recovery code; with the spaces that people type. */
const Code = Type.String({ minLength: 6, maxLength: 40 });
const RoleSchema = Type.Enum(Object.keys(ROLES) as (keyof typeof ROLES)[]);
const LinkToken = Type.String({ pattern: '^[A-Za-z0-9_-]{1,256}$' });

export const SignInSchema = Type.Object(
  { email: Email, password: Password, code: Type.Optional(Code) },
  strict,
);
export const CodeSchema = Type.Object({ code: Code }, strict);
export const OptionalCodeSchema = Type.Union([
  Type.Null(),
  Type.Object({ code: Type.Optional(Code) }, strict),
]);
export const PasswordChangeSchema = Type.Object(
  { password: Password, newPassword: Password },
  strict,
);
export const LinkSchema = Type.Object({ token: LinkToken }, strict);
export const AcceptSchema = Type.Object(
  {
    token: LinkToken,
    password: Password,
    email: Type.Optional(Email),
    name: Type.Optional(PersonName),
  },
  strict,
);

export const ConsoleSessionSchema = Type.Object({
  state: Type.Enum(['open', 'enrol', 'code']),
  user: Type.Object({
    id: Type.String(),
    email: Type.String(),
    name: Type.String(),
    memberships: Type.Array(
      Type.Object({
        merchantId: Type.String(),
        role: RoleSchema,
        scopes: Type.Array(Type.String()),
      }),
    ),
    totp: Type.Boolean(),
    recoveryCodes: Type.Integer(),
  }),
  csrfToken: Type.String(),
  expiresAt: Time,
});
export const EnrolmentSchema = Type.Object({ uri: Type.String(), secret: Type.String() });
export const RecoveryCodesSchema = Type.Object({ codes: Type.Array(Type.String()) });
export const OfferSchema = Type.Object({
  email: Type.String(),
  name: Type.String(),
  kind: Type.Enum(['first', 'invited', 'reset']),
});
export const EndedSchema = Type.Object({ ended: Type.Literal(true) });

export const ConsoleUserSchema = Type.Object({
  id: Type.String(),
  email: Type.String(),
  name: Type.String(),
  role: RoleSchema,
  state: Type.Enum(['invited', 'active', 'disabled']),
  totp: Type.Boolean(),
  lockedUntil: OptionalTime,
  lastSignInAt: OptionalTime,
  createdAt: Time,
});
export const UserListSchema = Type.Object({
  items: Type.Array(ConsoleUserSchema),
  nextCursor: Type.Union([Type.String(), Type.Null()]),
});
export const InvitationSchema = Type.Object({
  user: ConsoleUserSchema,
  url: Type.Union([Type.String(), Type.Null()]),
  expiresAt: OptionalTime,
});
export const UserRequestSchema = Type.Object(
  { email: Email, name: PersonName, role: RoleSchema },
  { ...strict, examples: [{ email: 'li@example.com', name: '李雷', role: 'support' }] },
);
export const UserChangeSchema = Type.Object(
  {
    role: Type.Optional(RoleSchema),
    state: Type.Optional(Type.Enum(['active', 'disabled'])),
    unlock: Type.Optional(Type.Literal(true)),
  },
  { ...strict, minProperties: 1, examples: [{ role: 'finance' }] },
);
