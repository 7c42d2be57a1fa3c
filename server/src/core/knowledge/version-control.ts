/** Files by which other systems of version control than git are known. */
export const VERSION_CONTROL_FILES: readonly string[] = [
  '.hg/hgrc',
  '.hg/requires',
  '.svn/wc.db',
  '.svn/entries',
  '.jj/repo/store/type',
  '.fossil',
];
