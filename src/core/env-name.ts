// Names of environment variables that jobs may be given.

const ENV_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

export const isEnvName = (name: string): boolean => ENV_NAME.test(name);
