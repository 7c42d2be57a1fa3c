/** Takes pictures of the editor as a person sees it, with this extension at work. */
export * from './actions';
export { type EditorWindow, openWindow, type Theme, type WindowOptions } from './window';
