import { createGitIgnoreVerdict } from '../../core/documents/ignore-file/match';
import { baseName, directoryOf, type FilePath, joinPath } from '../../core/documents/kinds';
import { COMMITTING_FRAMEWORKS, PRIVATE_ENV_FILE } from '../../core/knowledge/committed-env-files';
import type { AppContext } from '../../core/rule/context';
import { defineRule } from '../../core/rule/define-rule';
import type { Location } from '../../core/rule/finding';
import type { Edit } from '../../core/text/edits';
import type { AppModel } from '../../core/workspace/app-model';
import type { DotenvFacts } from '../../core/workspace/facts';
import { isEncrypted } from '../../core/workspace/image-env-files';
import { gitIgnoreChange, gitIgnoreFilesAbove } from '../../refactor/ignore-entry';

export default defineRule({
  id: 'config/dotenv-not-ignored',
  summary: 'Git does not ignore an environment file.',
  why: 'The file holds what differs from one machine to the next, and sooner or later a secret. One `git add .` publishes it, and removing it from the history afterwards is laborious and comes too late.',
  remedy: 'Ignore the file, and commit an example with the names alone.',
  messages: {
    exposed: 'Git does not ignore "{{file}}": the next "git add" commits what it holds.',
  },
  severity: 'warning',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'safe',
  since: '0.1.0',
  applies: { to: 'packages', libraries: true },
  secret: true,
  appReads: 'structure',
  app(context) {
    const { app } = context;
    if (!app.hasGit) return;
    const files = app.factsOf('dotenv').filter(({ file, facts }) => PRIVATE_ENV_FILE.test(file) && !facts.example);
    for (const { file, facts } of files) {
      const [first] = facts.entries;
      if (first === undefined) continue;
      const at: Location = { file, span: first.keySpan };
      const data = { file: baseName(file) };
      // Ignore lines do nothing for a committed file, of which config/no-committed-dotenv speaks.
      if (app.isTracked(file)) continue;
      if (app.isGitIgnored(file)) context.attest(at, `Git ignores "${baseName(file)}".`);
      else if (!isEncrypted(facts) && !isCommittedDefault(app, file, facts)) {
        const because = 'no line of the ignore files above it speaks of it';
        context.report(at, 'exposed', data, { because });
      }
    }
    if (files.length === 0) attestIgnoreLine(context);
  },
  companions: ({ file }) => gitIgnoreFilesAbove(file),
  fix(context) {
    const change = gitIgnoreChange(context.file, context.companion);
    if (change === undefined) return undefined;
    const edits = new Map<FilePath, readonly Edit[]>(change.edit === undefined ? [] : [[change.path, [change.edit]]]);
    return {
      title: `Add ${baseName(context.file)} to ${change.path}`,
      safety: 'safe',
      edits,
      creates: change.create === undefined ? [] : [change.create],
    };
  },
});

/** Next, Vite and others want shared defaults committed; a secret among them is none. */
function isCommittedDefault(app: AppModel, file: FilePath, { entries }: DotenvFacts): boolean {
  if (file.endsWith('.local') || entries.some(({ secretName, value }) => secretName && value !== 'empty')) return false;
  const manifest = app.packageOf(file)?.manifest;
  return [...COMMITTING_FRAMEWORKS].some(
    (name) => manifest?.dependencies.has(name) || manifest?.devDependencies.has(name),
  );
}

/** Where no such file exists yet (a fresh clone, a build server), the ignore line is the evidence. */
function attestIgnoreLine({ app, attest }: AppContext<'exposed', undefined>): void {
  const path = joinPath(app.root, '.env');
  if (!app.isGitIgnored(path)) return;
  const files = app.folderFactsOf('ignore-file').filter(({ file }) => baseName(file) === '.gitignore');
  const verdict = createGitIgnoreVerdict(
    files.map(({ file, facts }) => ({ directory: directoryOf(file), text: facts.text })),
  )(path);
  const found = verdict.file === undefined ? undefined : files[verdict.file];
  if (verdict.line === undefined || found === undefined) return;
  const at: Location = { file: found.file, span: verdict.line.span };
  attest(at, 'Git ignores ".env".');
}
