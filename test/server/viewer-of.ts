export { stillViewer as viewerOf } from '../../src/server/still-viewer.ts';
