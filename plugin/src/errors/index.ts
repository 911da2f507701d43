export { ERROR_STATUS, isPluginError, PluginError, type ErrorCode } from './plugin-error';
