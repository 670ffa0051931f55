import type { ScenarioReport } from './report.ts';

/** The scenario that must lose what was answered, so that we know we would see it. */
export const CONTROL = 'asynchronous control';

/** Writes the table and one line of verdict. */
export function renderReport(reports: readonly ScenarioReport[]): {
  readonly text: string;
  readonly isSound: boolean;
} {
  const verdicts = reports.map((report) => ({ report, problem: problemOf(report) }));
  const rows = figureRows(reports).map(([name, ...values]) =>
    [String(name).padEnd(44), ...values.map((value) => String(value).padStart(22))].join(''),
  );
  const problems = verdicts.flatMap(({ problem }) => problem ?? []);
  const isSound = problems.length === 0;
  const verdict = isSound
    ? `sound: 0 fen lost, 0 fen created, no promise broken${wordOnControl(reports)}`
    : `NOT SOUND: ${problems.join('; ')}`;
  return { text: [...rows, '', verdict].join('\n'), isSound };
}

/** The figures, a row each, a column per scenario. */
export function figureRows(
  reports: readonly (Omit<ScenarioReport, 'violations'> & {
    readonly violations: readonly unknown[];
  })[],
): readonly (readonly [string, ...(string | number)[]])[] {
  const of = (read: (report: (typeof reports)[number]) => string | number) => reports.map(read);
  const counted = [...new Set(reports.flatMap(({ counts }) => Object.keys(counts)))].sort();
  return [
    ['scenario', ...of(({ scenario }) => scenario)],
    ['seed', ...of(({ seed }) => seed)],
    ['seconds under fire', ...of(({ seconds }) => seconds)],
    ['purchases per second, wanted', ...of(({ ratePerSecond }) => ratePerSecond)],
    ['purchases per second, begun', ...of(({ begunPerSecond }) => begunPerSecond)],
    ['orders', ...of(({ orders }) => orders)],
    ['payments at WeChat', ...of(({ payments }) => payments)],
    ['refunds at WeChat', ...of(({ refunds }) => refunds)],
    ['notifications', ...of(({ notifications }) => notifications)],
    ['fen lost', ...of(({ fenLost }) => fenLost)],
    ['fen created', ...of(({ fenCreated }) => fenCreated)],
    ['acknowledged but lost', ...of(({ acknowledgedButLost }) => acknowledgedButLost)],
    ['double refunds', ...of(({ doubleRefunds }) => doubleRefunds)],
    ['longest paid read as unpaid, ms', ...of(({ longestUnpaidMs }) => longestUnpaidMs)],
    ['broken promises', ...of(({ violations }) => violations.length)],
    ...counted.map((name): [string, ...(string | number)[]] => [
      name,
      ...of(({ counts }) => counts[name] ?? 0),
    ]),
  ];
}

/** Says what the control lost, so that nobody takes its figures for ours. */
function wordOnControl(reports: readonly ScenarioReport[]): string {
  const control = reports.find(({ scenario }) => scenario === CONTROL);
  return control ? `; the control lost ${control.acknowledgedButLost} answers, as it must` : '';
}

function problemOf(report: ScenarioReport): string | null {
  if (report.scenario === CONTROL) {
    return report.acknowledgedButLost > 0
      ? null
      : 'the control lost nothing: the experiment is blind';
  }
  const [first] = report.violations;
  if (!first && report.unseen.length > 0) {
    return `${report.scenario}: it was never seen: ${report.unseen.join(', ')}`;
  }
  const unexplained = report.counts['answers 500'] ?? 0;
  if (!first && unexplained > 0) {
    return `${report.scenario}: ${unexplained} answers of 500, which nothing explains: see --story`;
  }
  if (!first) return null;
  return `${report.scenario}: ${report.violations.length} broken promises, first ${first.id}: ${first.what}`;
}
