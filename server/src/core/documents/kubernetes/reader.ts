import { contains, type Span } from '../../text/span';
import { parseImageReference } from '../image-reference';
import type { YamlEntry, YamlNode, YamlTree } from '../yaml/tree';
import type { KubernetesCommand, KubernetesImage, KubernetesNumber, KubernetesText, KubernetesVariable } from './model';

/** What a text may hold that something fills in before the cluster sees it. */
const VARIABLE = /\$\{|\$\(|\{\{|\$[A-Z_]{2,}|%[A-Z_]{2,}%|@@|<[A-Z_]+>/;

/** Reads the values of one resource: those that a template, a variable or a condition decides are not resolved. */
export class Reader {
  /** @param start of the resource: a condition around all of it does not count */
  constructor(
    readonly tree: YamlTree,
    private readonly start = 0,
  ) {}

  at(node: YamlNode | undefined, ...path: readonly string[]): YamlNode | undefined {
    return path.reduce((inner: YamlNode | undefined, key) => this.tree.get(inner, key)?.value, node);
  }

  entry(node: YamlNode | undefined, key: string): YamlEntry | undefined {
    return this.tree.get(node, key);
  }

  text(node: YamlNode | undefined): KubernetesText | undefined {
    const text = this.tree.text(node);
    if (text === undefined) return undefined;
    const isKnown = !text.templated && !VARIABLE.test(text.value) && !this.isConditional(text.span);
    return { text: text.value, span: text.span, resolved: isKnown ? text.value : undefined };
  }

  textAt(node: YamlNode | undefined, ...path: readonly string[]): KubernetesText | undefined {
    return this.text(this.at(node, ...path));
  }

  texts(node: YamlNode | undefined): KubernetesText[] {
    return this.tree.items(node).flatMap((item) => this.text(item) ?? []);
  }

  numberAt(node: YamlNode | undefined, key: string): KubernetesNumber | undefined {
    const entry = this.entry(node, key);
    const text = this.text(entry?.value);
    if (entry === undefined || text === undefined) return undefined;
    const value = /^\d{1,9}$/.test(text.resolved ?? '') ? Number(text.resolved) : undefined;
    return { ...text, value, entrySpan: entry.span };
  }

  /** A text with the place of its entry. */
  entryText(node: YamlNode | undefined, key: string): (KubernetesText & { readonly entrySpan: Span }) | undefined {
    const entry = this.entry(node, key);
    const text = this.text(entry?.value);
    return entry === undefined || text === undefined ? undefined : { ...text, entrySpan: entry.span };
  }

  /** The entries of a mapping of texts. */
  variables(node: YamlNode | undefined): KubernetesVariable[] {
    return this.tree.entries(node).map(({ key, keySpan, value, span }) => {
      const text = this.text(value);
      const given = text === undefined ? {} : { value: text.text, valueSpan: text.span };
      return { name: key, nameSpan: keySpan, ...given, resolved: text?.resolved, span };
    });
  }

  command(entry: YamlEntry | undefined): KubernetesCommand | undefined {
    if (entry?.value === undefined || !this.tree.isSequence(entry.value)) return undefined;
    return { words: this.texts(entry.value), span: this.tree.span(entry.value) };
  }

  image(node: YamlNode | undefined): KubernetesImage | undefined {
    const text = this.text(node);
    if (text === undefined) return undefined;
    const isExact = text.span.end - text.span.start === text.text.length;
    const reference =
      text.resolved === undefined
        ? undefined
        : parseImageReference(text.resolved, isExact ? text.span.start : undefined);
    return { ...text, reference, repository: reference?.name ?? repositoryOf(text.text) };
  }

  isConditional(span: Span): boolean {
    return this.tree.conditions.some((condition) => condition.start > this.start && contains(condition, span));
  }
}

/** `ghcr.io/acme/api` of `ghcr.io/acme/api:${TAG}`; `undefined` where more than the tag is open. */
function repositoryOf(text: string): string | undefined {
  const found = /^([\w./-]+(?::\d+\/[\w./-]+)?):(?:\$|\{\{|<)/.exec(text)?.[1];
  return found === undefined ? undefined : parseImageReference(found)?.name;
}
