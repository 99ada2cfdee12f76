// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import java.util.ArrayList;
import java.util.List;

/** The parsed text of an {@code Fn::Sub}. */
record SubExpression(List<Part> parts) {
  /** A piece of the text. */
  sealed interface Part {
    /** Literal text. */
    record Literal(String text) implements Part {}

    /** {@code ${Name}} or {@code ${Resource.Attribute}}. */
    record Variable(String name) implements Part {}
  }

  /**
   * Parses by CloudFormation's rules: <code>${!Literal}</code> stands for <code>${Literal}</code>,
   * and a dollar sign without a brace is text.
   */
  static SubExpression parse(String text, String where) {
    List<Part> parts = new ArrayList<>();
    int position = 0;
    while (position < text.length()) {
      int start = text.indexOf("${", position);
      if (start < 0) {
        break;
      }
      int end = text.indexOf('}', start);
      if (end < 0) {
        throw new TemplateException(where + ": Fn::Sub has a ${ without its }.");
      }
      parts.add(new Part.Literal(text.substring(position, start)));
      String name = text.substring(start + 2, end);
      parts.add(
          name.startsWith("!")
              ? new Part.Literal("${" + name.substring(1) + "}")
              : new Part.Variable(name.strip()));
      position = end + 1;
    }
    parts.add(new Part.Literal(text.substring(position)));
    return new SubExpression(List.copyOf(parts));
  }
}
