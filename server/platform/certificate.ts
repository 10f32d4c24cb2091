import { connect } from "node:tls";

const PATIENCE_MILLISECONDS = 10_000;
const HTTPS = 443;

/**
 * When the certificate of an https address ends, as whoever connects to it sees it: also one that has ended already, or
 * that nobody trusts. Throws where nobody answers.
 */
export function certificateEnd(url: URL): Promise<Date> {
  const host = url.hostname;
  return new Promise((resolve, reject) => {
    const socket = connect({
      host,
      port: Number(url.port || HTTPS),
      // A name is what is asked for; an address is none.
      ...(/^[\d.]+$|:/.test(host) ? {} : { servername: host }),
      rejectUnauthorized: false,
      timeout: PATIENCE_MILLISECONDS,
    });
    socket.once("secureConnect", () => {
      resolve(new Date(socket.getPeerCertificate().valid_to));
      socket.destroy();
    });
    socket.once("timeout", () => socket.destroy(new Error("Nobody answered in time.")));
    socket.once("error", reject);
  });
}
