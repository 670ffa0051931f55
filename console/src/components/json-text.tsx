import './json-text.css';

/** A value as JSON, for those who build on it: every field, in its own spelling. */
export function JsonText({ value, label }: { value: unknown; label: string }) {
  return (
    <section className="y-json" aria-label={label}>
      <pre>{typeof value === 'string' ? value : JSON.stringify(value, null, 2)}</pre>
    </section>
  );
}
