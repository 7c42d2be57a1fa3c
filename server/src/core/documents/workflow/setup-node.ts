import type { SetupNode, WorkflowJob, WorkflowStep, WorkflowText, WorkflowVariable } from './model';

const EXPRESSION = /^\s*\$\{\{\s*(matrix|env)\.([\w-]+)\s*\}\}\s*$/;

/** The Node versions that the job's steps with `actions/setup-node` ask for. */
export function setupNodeOf(job: WorkflowJob, workflowEnv: readonly WorkflowVariable[]): SetupNode[] {
  return job.steps.flatMap((step): SetupNode[] => {
    if (!/^actions\/setup-node(?:@|$)/.test(step.uses ?? '')) return [];
    const version = step.with.get('node-version');
    if (version !== undefined) return versionsOf(version, step, job, workflowEnv);
    const file = step.with.get('node-version-file');
    if (file === undefined) return [];
    const base = { job: job.id, value: '', span: file.span, fromMatrix: false, dynamic: file.dynamic };
    return [file.dynamic ? base : { ...base, fromFile: file.value }];
  });
}

function versionsOf(
  version: WorkflowText,
  step: WorkflowStep,
  job: WorkflowJob,
  workflowEnv: readonly WorkflowVariable[],
): SetupNode[] {
  const [, context, name = ''] = EXPRESSION.exec(version.value) ?? [];
  const one = ({ value, span, dynamic }: WorkflowText, fromMatrix: boolean): SetupNode => {
    return { job: job.id, value, span, dynamic, fromMatrix };
  };
  if (context === 'matrix') {
    const values = job.matrix.get(name) ?? [];
    if (values.length > 0) return values.map((value) => one(value, true));
  }
  if (context === 'env') {
    const variable = [...workflowEnv, ...job.env, ...step.env].findLast((candidate) => candidate.name === name);
    if (variable !== undefined) return [one(variable, false)];
  }
  return [one(version, false)];
}
