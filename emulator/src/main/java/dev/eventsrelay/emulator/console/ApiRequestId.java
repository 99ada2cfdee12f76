// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.console;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds API Gateway's request id in a function's event. The event is not parsed, because that costs
 * more than the rest of the console: the id is in its first part, before the client's message.
 */
final class ApiRequestId {
  private static final Pattern ID =
      Pattern.compile("\"requestId\":(?:\\{\"stringValue\":)?\"([^\"]{1,64})\"");
  private static final int LONGEST_CONTEXT = 8192;

  private ApiRequestId() {}

  /** Empty if there is none. Of a batch from a queue it is that of the first message. */
  static String in(byte[] event) {
    String start = new String(event, 0, Math.min(event.length, LONGEST_CONTEXT), ISO_8859_1);
    Matcher id = ID.matcher(start);
    return id.find() ? id.group(1) : "";
  }
}
