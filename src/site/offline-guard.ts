/** Starts the line by which a refused connection is recognised in the child process's output. */
export const NETWORK_REFUSED = "NETWORK_REFUSED";

/**
 * Module loaded before Observable Framework in its own process (`node --import`): every attempt to reach another
 * computer fails with {@link NETWORK_REFUSED} and the address, and the process ends when its parent does, so that
 * a killed build leaves nothing running. Local pipes (which bundlers use) stay open.
 */
const GUARD = `
import net from "node:net";
import { syncBuiltinESMExports } from "node:module";
const refuse = (target) => new Error("${NETWORK_REFUSED} " + target);
globalThis.fetch = async (input) => { throw refuse(String(input?.url ?? input)); };
const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...args) {
  const options = Array.isArray(args[0]) ? args[0][0] : args[0];
  const path = typeof options === "object" && options !== null ? options.path : undefined;
  const pipe = typeof path === "string" || (typeof options === "string" && !/^\\d+$/.test(options));
  if (pipe) return connect.apply(this, args);
  throw refuse(typeof options === "object" && options !== null ? options.host ?? "localhost" : String(args[1] ?? "localhost"));
};
syncBuiltinESMExports();
process.on("disconnect", () => process.exit(1));
process.channel?.unref();
`;

/** The guard as an address that `node --import` accepts. */
export const OFFLINE_GUARD = `data:text/javascript,${encodeURIComponent(GUARD)}`;
