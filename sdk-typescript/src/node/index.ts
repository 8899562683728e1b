export { FileKeyStore, type FileKeyStoreOptions } from "./filestore.js";
