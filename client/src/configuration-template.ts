export const CONFIGURATION_FILE = 'twelve-factor.config.jsonc';

/** What a new configuration file says: the defaults, and by example what can be changed. */
export const CONFIGURATION_TEMPLATE = `// Settings of Twelve-Factor for this folder and those below it; the nearest file wins.
// The editor and the command line read the same file.
{
  // "strict" adds rules that ask for more than most teams want at first.
  "preset": "recommended",

  // The module that reads the environment: new variables are declared there.
  // "configModule": "src/config.ts",

  // Severity by rule: "off", "hint", "info", "warning" or "error".
  "rules": {
    // "port-binding/no-hardcoded-port": "error"
  },

  // Severity of all rules of a factor, by its name or number.
  "factors": {
    // "logs": "hint"
  },

  // Correct a wrong guess about what files are for, or set rules for some files; the last match wins.
  "overrides": [
    // { "files": ["tools/**"], "role": "script" }
  ],

  // Files that are not analysed.
  "ignore": [
    // "legacy/**"
  ],

  // Comments such as "twelve-factor-disable-next-line <rule> -- reason".
  "suppressions": {
    "requireReason": false
  }
}
`;
