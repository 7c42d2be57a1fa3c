import type { FilePath } from '../core/documents/kinds';
import { LineMap, type Position } from '../core/text/line-map';
import type { Span } from '../core/text/span';

/** Lines and columns count from 1, columns in UTF-16 units; the end is not included. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Turns spans into lines and columns; keeps the texts it needed. */
export class Places {
  readonly texts = new Map<FilePath, string>();
  private readonly maps = new Map<FilePath, LineMap>();
  /** Files with a byte order mark, which editors do not count as a column. */
  private readonly marked = new Set<FilePath>();

  constructor(private readonly source: { textOf(file: FilePath): Promise<string | undefined> }) {}

  async of(file: FilePath, { start, end }: Span): Promise<Place> {
    const map = await this.mapOf(file);
    const from = map.positionAt(start);
    const to = map.positionAt(end);
    const columnOf = ({ line, character }: Position): number =>
      character + (line === 0 && this.marked.has(file) ? 0 : 1);
    return { line: from.line + 1, column: columnOf(from), endLine: to.line + 1, endColumn: columnOf(to) };
  }

  private async mapOf(file: FilePath): Promise<LineMap> {
    let map = this.maps.get(file);
    if (map === undefined) {
      // A finding about something that is not there points at the start of a file that may be missing.
      const text = (await this.source.textOf(file)) ?? '';
      this.texts.set(file, text);
      if (text.startsWith('\uFEFF')) this.marked.add(file);
      map = new LineMap(text);
      this.maps.set(file, map);
    }
    return map;
  }
}
