// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.console;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The look of the console, for other pages of this project. */
public final class Look {
  private Look() {}

  /** A style sheet: colours for light and dark, fonts, tables. */
  public static String css() {
    return new String(PageFiles.find("look.css").orElseThrow().body(), UTF_8);
  }
}
