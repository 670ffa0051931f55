import './template-fields.css';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useTexts } from '../../language/define-texts.ts';
import {
  fieldSources,
  isFieldName,
  isTemplateId,
  mostFields,
  namesIn,
  newField,
  nextKey,
  pasteNames,
  type TypedField,
  type TypedTemplate,
} from './program-form.ts';
import { programTexts } from './program-texts.ts';

type Kind = 'paid' | 'shipped';

/** Asks whether a message is sent, and what stands in each field of its template. */
export function TemplateFields({
  kind,
  template,
  onChange,
}: {
  kind: Kind;
  template: TypedTemplate;
  onChange: (template: TypedTemplate) => void;
}) {
  const text = useTexts(programTexts);
  const { isOn, templateId, fields } = template;
  const putFields = (changed: readonly TypedField[]) =>
    onChange({ ...template, fields: changed.slice(0, mostFields) });
  return (
    <fieldset className="y-template">
      <legend className="y-unseen">{text[kind]}</legend>
      <Choice
        label={text.tell[kind]}
        value={isOn ? 'on' : 'off'}
        options={(['off', 'on'] as const).map((value) => ({ value, label: text.tells[value] }))}
        onChange={(value) =>
          onChange({
            ...template,
            isOn: value === 'on',
            fields: fields.length === 0 ? [newField('', 0, kind)] : fields,
          })
        }
      />
      {isOn && (
        <>
          <TextField
            label={text.templateId}
            value={templateId}
            maxLength={64}
            autoComplete="off"
            spellCheck={false}
            problem={
              templateId !== '' && !isTemplateId(templateId.trim()) ? text.templateIdProblem : null
            }
            onChange={(value) => onChange({ ...template, templateId: value })}
          />
          <p className="y-field__hint">{text.fieldsHint}</p>
          {fields.map((field, at) => (
            <FieldLine
              key={field.key}
              number={at + 1}
              field={field}
              isTwice={fields.some((each, other) => other < at && each.name === field.name)}
              onChange={(changed) => putFields(fields.with(at, changed))}
              onPaste={(names) => putFields(pasteNames(fields, at, { names, kind }))}
              onRemove={() => putFields(fields.toSpliced(at, 1))}
            />
          ))}
          <div>
            <Button
              size="small"
              variant="outline"
              disabled={fields.length >= mostFields}
              onClick={() => putFields([...fields, newField('', nextKey(fields), kind)])}
            >
              {text.addField}
            </Button>
          </div>
        </>
      )}
    </fieldset>
  );
}

function FieldLine({
  number,
  field,
  isTwice,
  onChange,
  onPaste,
  onRemove,
}: {
  number: number;
  field: TypedField;
  isTwice: boolean;
  onChange: (field: TypedField) => void;
  onPaste: (names: readonly string[]) => void;
  onRemove: () => void;
}) {
  const text = useTexts(programTexts);
  const { name, source } = field;
  const problem = isFieldName(name.trim()) ? (isTwice ? text.fieldTwice : null) : text.fieldProblem;
  return (
    <div className="y-template__field">
      <TextField
        label={text.field(number)}
        value={name}
        placeholder="thing1"
        autoComplete="off"
        spellCheck={false}
        problem={name === '' ? null : problem}
        onPaste={(event) => {
          const names = namesIn(event.clipboardData.getData('text'));
          if (names.length === 0) return;
          event.preventDefault();
          onPaste(names);
        }}
        onChange={(value) => onChange({ ...field, name: value })}
      />
      <Choice
        label={text.sourceOf(number)}
        value={source}
        options={fieldSources.map((value) => ({ value, label: text.sources[value] }))}
        onChange={(value) => onChange({ ...field, source: value })}
      />
      {source === 'text' && (
        <TextField
          className="y-template__text"
          label={text.textOf(number)}
          hint={text.textHint}
          value={field.text}
          maxLength={200}
          onChange={(value) => onChange({ ...field, text: value })}
        />
      )}
      <Button
        size="small"
        variant="outline"
        aria-label={text.removeField(name === '' ? String(number) : name)}
        onClick={onRemove}
      >
        {text.remove}
      </Button>
    </div>
  );
}
