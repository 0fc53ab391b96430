#!/usr/bin/env node
import { register } from "tsx/esm/api";

process.env.OBSERVABLE_TELEMETRY_DISABLE = "true";
register();
const { main } = await import("./main.ts");
process.exitCode = await main(process.argv);
