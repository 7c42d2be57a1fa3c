import type { Span } from '../../text/span';
import { type ImageReference, parseImageReference } from '../image-reference';
import { type JsonError, type JsonText, jsonAt, jsonList, jsonProperties, jsonText, parseJson } from '../json/tree';
import { optional } from '../optional';

/** A devcontainer.json (https://containers.dev/implementors/json_reference/). All spans are UTF-16 offsets into the text. */
export interface DevcontainerDocument {
  readonly image?: JsonText & { readonly reference: ImageReference | undefined };
  /** `build.dockerfile`, or the older `dockerFile`. */
  readonly dockerfile?: JsonText;
  /** `build.target` */
  readonly target?: string;
  readonly composeFiles: readonly string[];
  /** The compose service that is worked in. */
  readonly service?: string;
  /** `containerEnv` and `remoteEnv` */
  readonly env: readonly DevcontainerVariable[];
  readonly features: readonly {
    /** Without its version: `ghcr.io/devcontainers/features/node`. */
    readonly id: string;
    readonly version?: JsonText;
    readonly span: Span;
  }[];
  readonly errors: readonly JsonError[];
}

export interface DevcontainerVariable {
  readonly name: string;
  /** With its quotes. */
  readonly nameSpan: Span;
  readonly value?: JsonText;
  readonly span: Span;
}

/** Never throws. */
export function parseDevcontainer(text: string): DevcontainerDocument {
  const { root, errors } = parseJson(text);
  const textAt = (...path: string[]): JsonText | undefined => jsonText(text, jsonAt(root, ...path));
  const image = textAt('image');
  const compose = textAt('dockerComposeFile');
  return {
    ...optional('image', image && { ...image, reference: parseImageReference(image.value, image.span.start) }),
    ...optional('dockerfile', textAt('build', 'dockerfile') ?? textAt('dockerFile')),
    ...optional('target', textAt('build', 'target')?.value),
    composeFiles: compose === undefined ? (jsonList(jsonAt(root, 'dockerComposeFile')) ?? []) : [compose.value],
    ...optional('service', textAt('service')?.value),
    env: ['containerEnv', 'remoteEnv'].flatMap((section) =>
      [...jsonProperties(jsonAt(root, section))].map(([name, { keySpan, value, span }]) => ({
        name,
        nameSpan: keySpan,
        ...optional('value', jsonText(text, value)),
        span,
      })),
    ),
    features: [...jsonProperties(jsonAt(root, 'features'))].map(([key, { value, span }]) => ({
      id: key.replace(/:[^/:]*$/, ''),
      ...optional('version', jsonText(text, value) ?? jsonText(text, jsonAt(value, 'version'))),
      span,
    })),
    errors,
  };
}
