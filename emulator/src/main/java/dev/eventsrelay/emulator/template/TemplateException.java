// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import java.io.Serial;

/** The emulator cannot run a template. The message is one sentence for the template's author. */
public final class TemplateException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * A problem with a template.
   *
   * @param message names the place in the template and what to do about it
   */
  public TemplateException(String message) {
    super(message);
  }
}
