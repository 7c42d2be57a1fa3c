import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { startExtension } from './support/extension';
import { until } from './support/until';
import { at, inFreshWorkspace, open, textOf } from './support/workspace';

const EXTRACT = 'refactor.extract.env';

/** Packages beside the example, each with a config library of its own: `«…»` marks the literal. */
const ENVALID = {
  'package.json': '{ "name": "billing", "private": true, "dependencies": { "envalid": "8.0.0" } }\n',
  'src/env.ts':
    "import { cleanEnv, str } from 'envalid';\n\nexport const env = cleanEnv(process.env, {\n  LEDGER: str(),\n});\n",
  'src/bill.ts': "import { env } from './env';\n\nexport const bill = { ledger: env.LEDGER, retries: «3» };\n",
};
const NEST = {
  'package.json':
    '{ "name": "mail", "private": true, "dependencies": { "@nestjs/config": "4.0.0", "@nestjs/core": "11.0.0", "joi": "17.0.0" } }\n',
  'src/app.module.ts': `import { ConfigModule } from '@nestjs/config';
import * as Joi from 'joi';

export const configModule = ConfigModule.forRoot({
  validationSchema: Joi.object({
    SENDER: Joi.string().required(),
  }),
});
`,
  'src/mail.service.ts': `import { ConfigService } from '@nestjs/config';

export class MailService {
  constructor(private readonly config: ConfigService) {}

  options() {
    return { sender: this.config.getOrThrow('SENDER'), retries: «3» };
  }
}
`,
};

describe('a literal', () => {
  inFreshWorkspace(startExtension);

  /** Writes a package, has it read, and opens the marked file with the cursor on the literal. */
  async function openMarked(root: string, files: Readonly<Record<string, string>>): Promise<vscode.TextEditor> {
    let marked = '';
    let offset = 0;
    for (const [path, text] of Object.entries(files)) {
      const plain = text.replace(/[«»]/g, '');
      await vscode.workspace.fs.writeFile(at(`${root}/${path}`), new TextEncoder().encode(plain));
      if (plain !== text) [marked, offset] = [`${root}/${path}`, text.indexOf('«')];
    }
    await vscode.commands.executeCommand('twelveFactor.analyzeWorkspace');
    const editor = await open(marked);
    const place = editor.document.positionAt(offset);
    editor.selection = new vscode.Selection(place, place);
    return editor;
  }

  async function move({ document, selection }: vscode.TextEditor): Promise<void> {
    const action = await until('the move is offered', [vscode.languages.onDidChangeDiagnostics], async () => {
      const offered = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        selection,
        EXTRACT,
        5,
      );
      return offered.find(({ edit }) => edit !== undefined);
    });
    assert.ok(action.edit && (await vscode.workspace.applyEdit(action.edit)));
  }

  it('goes through the schema of envalid, and comes back with an undo', async () => {
    const editor = await openMarked('billing', ENVALID);
    const before = editor.document.getText();
    await move(editor);
    assert.match(editor.document.getText(), /retries: env\.BILL_RETRIES|retries: env\.RETRIES/);
    const name = /env\.(\w*RETRIES)/.exec(editor.document.getText())?.[1];
    assert.match((await textOf('billing/src/env.ts')) ?? '', new RegExp(`${name}: num\\(`));
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), before);
  });

  it('goes through the schema and the service of Nest, and comes back with an undo', async () => {
    const editor = await openMarked('mail', NEST);
    const before = editor.document.getText();
    await move(editor);
    const name = /this\.config\.getOrThrow<number>\('(\w*RETRIES)'\)/.exec(editor.document.getText())?.[1];
    assert.ok(name, editor.document.getText());
    assert.match((await textOf('mail/src/app.module.ts')) ?? '', new RegExp(`${name}: Joi\\.number\\(\\)`));
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), before);
  });
});
