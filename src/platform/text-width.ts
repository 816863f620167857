// How many columns a text takes on a terminal.

/** Wide characters count two, marks and escape sequences none. */
export const textWidth = (text: string): number => Bun.stringWidth(text);
