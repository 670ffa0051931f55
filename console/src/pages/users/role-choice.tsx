import type { Role } from '@yifen/contract';
import { Choice } from '../../components/choice.tsx';
import { useTexts } from '../../language/define-texts.ts';
import { usersTexts } from './users-texts.ts';

const roles: readonly Role[] = ['owner', 'finance', 'support', 'developer', 'read-only'];

/** A role, with what it may do. */
export function RoleChoice({ role, onChange }: { role: Role; onChange: (role: Role) => void }) {
  const text = useTexts(usersTexts);
  return (
    <div className="y-stack y-stack--close">
      <Choice
        label={text.role}
        value={role}
        options={roles.map((value) => ({ value, label: text.roles[value] }))}
        onChange={onChange}
      />
      <p className="y-field__hint" aria-live="polite">
        {text.roleHints[role]}
      </p>
    </div>
  );
}
