import { VERSION_CONTROL_FILES } from '../../core/knowledge/version-control';
import { defineRule } from '../../core/rule/define-rule';

export default defineRule({
  id: 'codebase/require-version-control',
  summary: 'A service stands in no version control.',
  why: 'One codebase, tracked in version control, is what every deploy is made from. Without it nobody can tell which code a deploy runs, go back to an earlier one, or build it anew.',
  remedy: 'Run `git init`, ignore what is not code (node_modules, .env, build output), and commit.',
  messages: { none: 'No version control holds this service.' },
  severity: 'hint',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'no',
  since: '0.1.0',
  applies: { to: 'services' },
  appReads: 'structure',
  app(context) {
    const { app } = context;
    // Once per folder: at the first service of all.
    const first = app.folderPackages.find(({ roles }) => roles.has('server'));
    if (first === undefined || !app.packages.includes(first)) return;
    const { manifest, file } = first;
    const span = manifest.nameSpan ?? manifest.rootSpan;
    if (span === undefined) return;
    if (app.hasGit) {
      context.attest({ file, span }, 'A git work tree holds the code.');
      return;
    }
    const isDeployed =
      app.folderDockerfiles.length > 0 || app.folderFactsOf('procfile').length > 0 || app.folderWorkloads.length > 0;
    if (!isDeployed || VERSION_CONTROL_FILES.some((path) => app.exists(path))) return;
    const at = manifest.nameSpan ?? { start: span.start, end: span.start + 1 };
    context.report(
      { file, span: at },
      'none',
      {},
      { because: 'no folder above holds a repository, and something deploys the service' },
    );
  },
});
