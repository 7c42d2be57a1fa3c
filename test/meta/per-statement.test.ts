import assert from 'node:assert/strict';
import type { ts } from 'ts-morph';
import { kindOf } from '../../server/src/core/documents/kinds';
import { Bindings } from '../../server/src/core/documents/typescript/bindings';
import { parseTypeScript } from '../../server/src/core/documents/typescript/parse';
import { dispatch } from '../../server/src/core/engine/dispatch';
import type { TypeScriptFile } from '../../server/src/core/rule/context';
import type { Rule } from '../../server/src/core/rule/define-rule';
import { rules } from '../../server/src/rules';
import { sampleApps } from '../support/sample-apps';

/** One statement in so many. */
const SELDOM = 50;

describe('rules that are remembered by the statement', () => {
  const remembered = rules.filter(({ typescript }) => typescript?.perStatement === true);

  it('are those that stand on the path of most keystrokes', () => {
    assert.ok(remembered.length >= 10, `${remembered.length}`);
  });

  for (const rule of remembered) {
    it(`${rule.id} seldom looks beyond a statement in vain`, () => {
      const vain: string[] = [];
      let statements = 0;
      for (const { name, files } of sampleApps()) {
        for (const [file, text] of Object.entries(files)) {
          if (kindOf(file) !== 'typescript') continue;
          const tree = parseTypeScript(file, text);
          statements += tree.statements.length;
          vain.push(...vainLooks(rule, file, tree).map((statement) => `${name}: ${statement}`));
        }
      }
      assert.ok(vain.length * SELDOM < statements, vain.join('\n'));
    });
  }
});

/**
 * When the text or the tree was asked for. `create` spoils all statements, a listener its own: that is fair where there is
 * something to say, and slows every keystroke down where there is nothing.
 */
function vainLooks(rule: Rule, file: string, tree: ts.SourceFile): string[] {
  const vain: string[] = [];
  let asked = 0;
  let said = 0;
  const ask = <T>(value: T): T => {
    asked++;
    return value;
  };
  const say = (): void => {
    said++;
  };
  const context: TypeScriptFile<string, unknown> = {
    file,
    get text() {
      return ask(tree.text);
    },
    get tree() {
      return ask(tree);
    },
    bindings: new Bindings(tree),
    isAsked: false,
    options: rule.options?.parse({}),
    roles: new Set(),
    report: say,
    attest: say,
    collect: say,
  };
  const { endOfFile: _, ...listeners } = rule.typescript?.create(context) ?? {};
  assert.equal(asked, 0, `${file}: "create" asks for the text or the tree, so nothing is remembered`);
  const keep = (statement: ts.Statement): void => {
    if (asked > 0 && said === 0) vain.push(statement.getText(tree));
    asked = 0;
    said = 0;
  };
  const fail = (_owner: string, error: unknown): void => assert.fail(String(error));
  const recall = { replay: () => false, keep };
  dispatch(tree, [{ owner: rule.id, listeners, perStatement: true }], fail, { recall });
  return vain;
}
