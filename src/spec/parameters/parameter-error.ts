// A parameter that cannot be expanded; the caller knows where it stands.
export class ParameterError extends Error {}
