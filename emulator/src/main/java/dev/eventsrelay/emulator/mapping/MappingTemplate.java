// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.mapping;

import java.io.Serial;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.velocity.Template;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.exception.VelocityException;
import org.apache.velocity.runtime.RuntimeConstants;
import org.apache.velocity.runtime.RuntimeInstance;
import org.apache.velocity.runtime.parser.ParseException;
import org.apache.velocity.util.introspection.SecureUberspector;

/**
 * A mapping template, parsed once and applied to any number of messages. Thread-safe.
 *
 * <p>It can reach nothing but its variables: no class, no file, no other template. A loop ends
 * after 1,000 rounds, as API Gateway's does, and the result has at most 10 MiB.
 */
public final class MappingTemplate {
  private static final String MAX_LOOPS = "1000";
  private static final int MAX_CHARACTERS = 10 * 1024 * 1024;
  private static final Util UTIL = new Util();

  private final String name;
  private final Template template;

  private MappingTemplate(String name, Template template) {
    this.name = name;
    this.template = template;
  }

  /**
   * Parses a template.
   *
   * @param name for messages
   * @throws MappingException with a sentence that says where it is wrong
   */
  public static MappingTemplate parse(String name, String text) {
    RuntimeInstance velocity = new RuntimeInstance();
    velocity.setProperty(RuntimeConstants.UBERSPECT_CLASSNAME, SecureUberspector.class.getName());
    velocity.setProperty(RuntimeConstants.MAX_NUMBER_LOOPS, MAX_LOOPS);
    velocity.setProperty(RuntimeConstants.VM_LIBRARY, "");
    velocity.setProperty(RuntimeConstants.RESOURCE_LOADERS, "none");
    velocity.setProperty("resource.loader.none.class", NoTemplates.class.getName());
    try {
      velocity.init();
      Template template = new Template();
      template.setName(name);
      template.setRuntimeServices(velocity);
      template.setData(velocity.parse(new StringReader(text), template));
      template.initDocument();
      return new MappingTemplate(name, template);
    } catch (ParseException | VelocityException e) {
      throw new MappingException(
          "%s is not a Velocity template: %s".formatted(name, e.getMessage()), e);
    }
  }

  /**
   * Applies the template.
   *
   * @throws MappingException with a sentence that says why it cannot be applied
   */
  public String apply(MappingSource source) {
    VelocityContext variables = new VelocityContext();
    variables.put("context", new Members(source.context()));
    variables.put("input", new Input(source));
    variables.put("util", UTIL);
    variables.put("stageVariables", new Members(Map.copyOf(source.stageVariables())));
    BoundedWriter result = new BoundedWriter(MAX_CHARACTERS);
    try {
      template.merge(variables, result);
    } catch (VelocityException | IllegalArgumentException e) {
      throw new MappingException("%s cannot be applied: %s".formatted(name, reason(e)), e);
    }
    return result.toString();
  }

  private static String reason(Throwable e) {
    Throwable cause = e.getCause();
    return String.valueOf((cause == null ? e : cause).getMessage());
  }

  /** Members by name, of which those that do not exist are empty instead of their own name. */
  private static final class Members extends LinkedHashMap<String, Object> {
    @Serial private static final long serialVersionUID = 1L;

    Members(Map<String, Object> members) {
      super(members);
    }

    @Override
    public Object get(Object name) {
      return switch (super.get(name)) {
        case null -> "";
        case Map<?, ?> nested -> of(nested);
        case Object value -> value;
      };
    }

    private static Members of(Map<?, ?> nested) {
      Members members = new Members(Map.of());
      nested.forEach((name, value) -> members.put(String.valueOf(name), value));
      return members;
    }
  }
}
