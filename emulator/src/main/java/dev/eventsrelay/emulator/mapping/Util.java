// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Base64;

/**
 * The variable {@code $util} of a mapping template (<a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html">AWS</a>).
 * Text is UTF-8. Public, because Velocity calls it. Stateless.
 */
public final class Util {
  private static final ObjectMapper JSON = new ObjectMapper();

  Util() {}

  public String base64Encode(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  public String base64Decode(String text) {
    return new String(Base64.getDecoder().decode(text), UTF_8);
  }

  /** As in a form: a space becomes a plus sign. */
  public String urlEncode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  public String urlDecode(String text) {
    return URLDecoder.decode(text, UTF_8);
  }

  /** Escapes as in a JavaScript string, single quotes too, as documented. */
  public String escapeJavaScript(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      append(escaped, text.charAt(i));
    }
    return escaped.toString();
  }

  private static void append(StringBuilder to, char one) {
    switch (one) {
      case '"', '\'', '\\', '/' -> to.append('\\').append(one);
      case '\b' -> to.append("\\b");
      case '\f' -> to.append("\\f");
      case '\n' -> to.append("\\n");
      case '\r' -> to.append("\\r");
      case '\t' -> to.append("\\t");
      default -> {
        if (one < ' ' || one > '~') {
          to.append("\\u%04X".formatted((int) one));
        } else {
          to.append(one);
        }
      }
    }
  }

  /** The JSON text as an object that the template can walk through. */
  public Object parseJson(String text) {
    try {
      return JSON.readValue(text, Object.class);
    } catch (JsonProcessingException e) {
      throw new MappingException("$util.parseJson got a text that is not JSON.", e);
    }
  }
}
