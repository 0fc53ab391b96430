#!/usr/bin/env node
import {register} from "tsx/esm/api"; register(); console.log("bin ok", process.argv.slice(2));
