import { parseDotenv } from '../../core/documents/dotenv/parse';
import { baseName } from '../../core/documents/kinds';
import { DEPLOY_ENV_FILE, PRIVATE_ENV_FILE } from '../../core/knowledge/committed-env-files';
import { strengthOfSecret } from '../../core/knowledge/secret-values';
import { defineRule } from '../../core/rule/define-rule';
import { type Fix, type FixContext, fixOf } from '../../core/rule/fix';
import { isAllowedValue, type SecretOptions, secretNamesIn, secretOptionsSchema } from '../../core/rule/secret-options';
import { isEncrypted } from '../../core/workspace/image-env-files';

export default defineRule<'committed' | 'weak' | 'example', SecretOptions>({
  id: 'config/no-committed-dotenv',
  summary: 'An environment file with secrets is committed.',
  why: 'Everybody who can read the repository has the secret, now and for as long as its history lives. It also binds the code to one deploy: another one needs other values.',
  remedy: 'Take the file out of git, commit an example with the names alone, and replace the secret where it is used.',
  messages: {
    committed: '"{{file}}" is committed, and "{{name}}" in it has the form of a real secret.',
    weak: '"{{file}}" is committed with a value for "{{name}}", which belongs to one deploy.',
    example: '"{{name}}" in the example "{{file}}" has the form of a real secret.',
  },
  severity: 'error',
  preset: 'recommended',
  confidence: 'certain',
  fixable: 'suggestion',
  since: '0.1.0',
  applies: { to: 'packages', libraries: true },
  secret: true,
  options: secretOptionsSchema,
  dotenv(file) {
    const names = secretNamesIn(file.options);
    for (const { key, keySpan, value } of file.document.entries) {
      const strength = isAllowedValue(value, file.options) ? undefined : strengthOfSecret(key, value, names);
      if (strength !== undefined) file.collect(keySpan, { name: key, strength });
    }
  },
  appReads: 'structure',
  app(context) {
    const { app } = context;
    const collected = context.collected();
    for (const { file, facts } of app.factsOf('dotenv')) {
      // An example is there to be committed.
      const isCommitted = facts.example ? app.hasGit && !app.isGitIgnored(file) : app.isTracked(file);
      if (!isCommitted || isEncrypted(facts)) continue;
      const own = collected.filter((entry) => entry.file === file);
      const [first] = ['token', 'secret', 'likely', 'weak'].flatMap((strength) =>
        own.filter(({ data }) => data['strength'] === strength),
      );
      if (first === undefined) continue;
      const strength = first.data['strength'];
      const data = { file: baseName(file), name: String(first.data['name']) };
      const because = facts.example ? 'an example is there to be committed' : 'it is in the index of git';
      if (facts.example) {
        // Made-up values that look real are common in examples: only a token is sure.
        if (strength !== 'weak')
          context.report(first, 'example', data, { severity: strength === 'token' ? 'error' : 'info', because });
      } else if (PRIVATE_ENV_FILE.test(file) || DEPLOY_ENV_FILE.test(file)) {
        // What somebody thought of may be for his own machine; what a generator has made is in use.
        if (strength === 'weak') context.report(first, 'weak', data, { severity: 'info', because, fixable: false });
        else {
          const severity = strength === 'likely' ? 'warning' : 'error';
          context.report(first, 'committed', data, { severity, because, fixable: false });
        }
      }
    }
  },
  fix: (context) => blankValue(context),
});

function blankValue({ finding, file, read }: FixContext): Fix | undefined {
  const entry = read(parseDotenv).entries.find(({ keySpan }) => keySpan.start === finding.span.start);
  return (
    entry &&
    fixOf(`Leave ${entry.key} empty`, 'suggestion', file, [{ span: entry.rawValueSpan, text: '' }], {
      needsConfirmation: 'The history keeps the secret: replace it where it is used.',
    })
  );
}
