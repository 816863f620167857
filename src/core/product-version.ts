// The product's own version.
import packageFile from "../../package.json" with { type: "json" };

export const PRODUCT_VERSION: string = packageFile.version;
