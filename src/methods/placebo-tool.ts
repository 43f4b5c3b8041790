import { toolMethod } from './tool-method.ts';

/** A tool without use: the control for having a tool at all. Calling it is `bail`, shown as "placebo used". */
export const placeboTool = toolMethod('placebo-tool');
