// Text messages by Twilio, for whoever switches them on: see docs/notifications.md. Nothing here writes a number or a text
// into a log.
import twilio from "twilio";

/** Numbers that take no text messages, or whose people have said that they want none of ours. */
const GONE = new Set([21211, 21214, 21217, 21610, 21612, 21614]);

/** Sends by the SDK, but to another server where `apiBase` says so. */
class ElsewhereClient extends twilio.RequestClient {
  constructor(apiBase) {
    super({ timeout: 10_000 });
    this.apiBase = apiBase;
  }

  request(options) {
    if (this.apiBase === null) return super.request(options);
    return super.request({ ...options, uri: options.uri.replace("https://api.twilio.com", this.apiBase) });
  }
}

export function twilioSender({ accountSid, authToken, from, apiBase }) {
  const httpClient = new ElsewhereClient(apiBase?.replace(/\/+$/, "") ?? null);
  const client = twilio(accountSid, authToken, { httpClient });
  return async (to, body) => {
    try {
      await client.messages.create({ to, from, body });
      return "SENT";
    } catch (error) {
      if (GONE.has(error.code)) return "GONE";
      const { status = 0 } = error;
      // An account that is not let in is the operator's to mend, and what is tried again then is not lost.
      return status >= 400 && status < 500 && ![401, 403, 408, 429].includes(status) ? "REFUSED" : "LATER";
    }
  };
}
