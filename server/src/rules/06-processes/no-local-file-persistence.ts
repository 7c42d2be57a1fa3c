import { ts } from 'ts-morph';
import { ancestor, isFunctionLike, some } from '../../core/documents/typescript/ast';
import { fileWriteOf } from '../../core/documents/typescript/file-writes';
import { isGuardedByDevelopment } from '../../core/documents/typescript/guards';
import { classifyPath } from '../../core/documents/typescript/paths';
import { isStorageDriver, isUploadStorage } from '../../core/documents/typescript/upload-classes';
import { LASTING_FOLDER } from '../../core/knowledge/file-writes';
import { LOG_PATH } from '../../core/knowledge/log-transports';
import { defineRule } from '../../core/rule/define-rule';
import { listed } from '../../core/rule/list-options';
import { reasonToRun, runningFiles } from '../../core/workspace/served-files';

export default defineRule({
  id: 'processes/no-local-file-persistence',
  summary: 'The app keeps files on the local disk of the process while it works.',
  why: 'Another process does not see the file, and the next deploy or restart of the container loses it; what has to last belongs in a backing service.',
  remedy: 'Put it into an object store or a database; use the temporary directory for what one request needs.',
  messages: { write: '"{{name}}" keeps what it is given in the local directory "{{path}}".' },
  severity: 'info',
  preset: 'recommended',
  confidence: 'likely',
  fixable: 'no',
  since: '0.1.0',
  applies: { to: 'services', serverless: false },
  ...listed({
    entry: ['path', 'paths'],
    example: 'data/cache/*',
    subjects: ['path'],
  }),
  typescript: {
    needles: [
      'writeFile',
      'appendFile',
      'createWriteStream',
      'outputFile',
      'copyFile',
      'toFile',
      'writeJson',
      'rename',
    ],
    create: (file) => ({
      CallExpression(call) {
        const write = fileWriteOf(call, file.bindings);
        if (write === undefined || !dependsOnParameter(call)) return;
        const place = classifyPath(write.path, file.bindings);
        if (place.kind !== 'local' || !LASTING_FOLDER.test(folderOf(place.text)) || LOG_PATH.test(place.text)) return;
        // The rule about uploads speaks of the whole class.
        const owner = ancestor(call, ts.isClassLike);
        if (owner !== undefined && isUploadStorage(owner)) return;
        file.collect(call.expression, {
          name: write.name,
          path: place.text,
          driver: isStorageDriver(call),
          development: isGuardedByDevelopment(call, file.bindings),
        });
      },
    }),
  },
  app(context) {
    const running = runningFiles(context.app);
    for (const { file, span, data } of context.collected()) {
      if (!running.has(file)) continue;
      context.report(
        { file, span },
        'write',
        { name: String(data['name']), path: String(data['path']) },
        {
          ...(data['development'] === true || data['driver'] === true ? { severity: 'hint' } : {}),
          because: `what is written comes in from outside, and ${reasonToRun(context.app, file)}`,
        },
      );
    }
  },
});

/** True when what is written, or where, comes in through a function: it is no file that the app makes at its start. */
function dependsOnParameter(call: ts.CallExpression): boolean {
  const names = new Set<string>();
  for (let node: ts.Node = call; node.parent !== undefined; node = node.parent) {
    if (!isFunctionLike(node)) continue;
    for (const { name } of node.parameters) addNames(name, names);
    if (node.body !== undefined) addDerived(node.body, names);
  }
  return names.size > 0 && call.arguments.some((argument) => mentions(argument, names));
}

/** `const media = await message.download()` is of the message. */
function addDerived(body: ts.Node, names: Set<string>): void {
  some(body, (node) => {
    if (ts.isVariableDeclaration(node) && node.initializer !== undefined && mentions(node.initializer, names))
      addNames(node.name, names);
    return false;
  });
}

function mentions(node: ts.Node, names: ReadonlySet<string>): boolean {
  return some(node, (part) => ts.isIdentifier(part) && names.has(part.text));
}

function addNames(name: ts.BindingName, names: Set<string>): void {
  if (ts.isIdentifier(name)) names.add(name.text);
  else for (const element of name.elements) if (!ts.isOmittedExpression(element)) addNames(element.name, names);
}

/** Without the name of the file, where it is known. */
function folderOf(path: string): string {
  return /\.\w+$/.test(path) ? path.slice(0, path.lastIndexOf('/') + 1) : path;
}
