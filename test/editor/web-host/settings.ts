/** Editor settings as in settings.json. */
export type UserSettings = Readonly<Record<string, unknown>>;

/** Settings that keep the workbench still: no welcome page, no tips, no notifications, nothing that needs a network. */
export const quietSettings: UserSettings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'update.showReleaseNotes': false,
  'extensions.ignoreRecommendations': true,
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'chat.disableAIFeatures': true,
  'chat.agentHost.enabled': false,
  'git.openRepositoryInParentFolders': 'never',
  'git.autofetch': false,
  'typescript.disableAutomaticTypeAcquisition': true,
  'json.schemaDownload.enable': false,
};
