/** Takes pictures of the editor as a person sees it, with this extension at work. */
export {
  clearNotifications,
  openFile,
  openLightBulb,
  openViewContainer,
  runCommand,
  savePicture,
  waitForSquiggles,
} from './actions';
export { type EditorWindow, openWindow, type Theme, type WindowOptions } from './window';
