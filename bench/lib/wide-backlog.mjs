// Loaded before the model server: lets a thousand connections wait to be accepted. Node lets 511 wait; the kernel drops whoever comes later, who then asks again
// after 1, 2, 4 … seconds, or waits for an answer to a request that was never accepted.
import { Server } from "node:net";

const BACKLOG = 4_096;
const { listen } = Server.prototype;

Server.prototype.listen = function (...given) {
  const [port, host, ready] = given;
  return typeof port === "number" && typeof host === "string"
    ? listen.call(this, { port, host, backlog: BACKLOG }, typeof ready === "function" ? ready : undefined)
    : listen.apply(this, given);
};
