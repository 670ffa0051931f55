import { CopyText } from './copy-text.tsx';

/** Numbers to copy, each with its name, as lines of a list of facts; those that there are not yet are left out. */
export function NumberFacts({
  numbers,
}: {
  numbers: readonly { readonly label: string; readonly value: string | null | undefined }[];
}) {
  return numbers.map(
    ({ label, value }) =>
      typeof value === 'string' && (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <CopyText value={value} label={label} />
          </dd>
        </div>
      ),
  );
}
