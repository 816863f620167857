// The media type a file's name suggests.

/** Without parameters; `application/octet-stream` for names that suggest nothing. */
export const mediaType = (path: string): string => Bun.file(path).type.split(";", 1)[0] || "application/octet-stream";
