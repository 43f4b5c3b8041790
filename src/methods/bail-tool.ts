import { toolMethod } from './tool-method.ts';

/** The exit is a tool the model can call. */
export const bailTool = toolMethod('bail-tool');
