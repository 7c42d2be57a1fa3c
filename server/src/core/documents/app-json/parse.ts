import type { Node } from 'jsonc-parser';
import type { Span } from '../../text/span';
import { type JsonError, type JsonText, jsonAt, jsonProperties, jsonText, parseJson } from '../json/tree';
import { optional } from '../optional';

/**
 * The app.json of Heroku and of platforms that read the same (https://devcenter.heroku.com/articles/app-json-schema); other
 * tools call a file of their own so, of which nothing is read. All spans are UTF-16 offsets into the text that was parsed.
 */
export interface AppJsonDocument {
  readonly env: readonly AppJsonVariable[];
  readonly formation: readonly { readonly name: string; readonly quantity?: number; readonly span: Span }[];
  /** `postdeploy` and its like. */
  readonly scripts: readonly { readonly name: string; readonly command: JsonText }[];
  readonly addons: readonly JsonText[];
  readonly image?: JsonText;
  readonly errors: readonly JsonError[];
}

export interface AppJsonVariable {
  readonly name: string;
  /** With its quotes. */
  readonly nameSpan: Span;
  readonly value?: JsonText;
  /** `"generator": "secret"` */
  readonly generated: boolean;
  /** False for `"required": false`. */
  readonly required: boolean;
  readonly span: Span;
}

/** Never throws. */
export function parseAppJson(text: string): AppJsonDocument {
  const { root, errors } = parseJson(text);
  return {
    env: [...jsonProperties(jsonAt(root, 'env'))].map(([name, { keySpan, value, span }]) => ({
      name,
      nameSpan: keySpan,
      ...optional('value', jsonText(text, value) ?? jsonText(text, jsonAt(value, 'value'))),
      generated: jsonText(text, jsonAt(value, 'generator')) !== undefined,
      required: jsonAt(value, 'required')?.value !== false,
      span,
    })),
    formation: [...jsonProperties(jsonAt(root, 'formation'))].map(([name, { value, span }]) => ({
      name,
      ...optional('quantity', numberOf(jsonAt(value, 'quantity'))),
      span,
    })),
    scripts: [...jsonProperties(jsonAt(root, 'scripts'))].flatMap(([name, { value }]) => {
      const command = jsonText(text, value) ?? jsonText(text, jsonAt(value, 'command'));
      return command === undefined ? [] : [{ name, command }];
    }),
    addons: (jsonAt(root, 'addons')?.children ?? []).flatMap(
      (item) => jsonText(text, item) ?? jsonText(text, jsonAt(item, 'plan')) ?? [],
    ),
    ...optional('image', jsonText(text, jsonAt(root, 'image'))),
    errors,
  };
}

function numberOf(node: Node | undefined): number | undefined {
  return typeof node?.value === 'number' ? node.value : undefined;
}
